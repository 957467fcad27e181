export const HELP = `mcp-sec-inspect [options] [[--] command args… | URL]
mcp-sec-inspect list TARGET [--json] [--timeout SECONDS]
mcp-sec-inspect call TARGET METHOD|TOOL [JSON|@FILE|-] [--json] [--timeout SECONDS]
mcp-sec-inspect pin TARGET… [--approved] [--lock FILE]
mcp-sec-inspect verify TARGET… [--fail-on SEVERITY] [--allow-new] [--lock FILE] [--format FORMAT]
mcp-sec-inspect probe TARGET [--only PROBE,…] [--call 'TOOL {…}'] [--json]
mcp-sec-inspect inspect [--session N|all] [--json] [--data-dir DIR]
mcp-sec-inspect rebuild-index [--data-dir DIR]

Shows every byte between you and an MCP server: starts the command or connects to
the address, records everything and opens a page on 127.0.0.1.

  --name NAME              what the server is called here (default: its package or host)
  --env K=V, --env NAME    a variable for the command; NAME passes the one set here
  --cwd DIR                folder the command is started in (default: this one)
  --header 'K: V'          a header for the address; 'K: env:NAME' and
                           'K: Bearer env:NAME' take the value from the environment
  --ca-file FILE           certificate authorities (PEM) to trust for the address
  --insecure-no-verify     believe any certificate of the address
  --revision auto|DATE     revision of MCP to speak (default: auto, found out)

  --config FILE            servers of a client's config file: lists them …
  --server NAME            … or connects to this one, after showing its command
  --yes                    does not ask before starting a config file's command

list prints what a server offers, call sends one request and prints its answer. TARGET
is the name of a known target, an address, or a command in quotes ("npx -y x"), or
--config FILE --server NAME. Exit code 0: answered, 1: answered with an error, 2: not.
  --json                   the answer as the server wrote it, harmless for a terminal
  --timeout SECONDS        gives up and cancels after so long (default: waits)

pin writes all that targets offer into mcp-sec.lock.json, to be reviewed and committed;
verify says what has changed since, item by item, and what it means. TARGETs are as above,
or -- command args…, or --config FILE for all its servers. Exit code 0: as pinned, 1: not
(drift, something new, not approved, never pinned), 2: could not be checked or written.
  --approved               pin: approves what was approved in the page, and nothing else
  --lock FILE              another file than mcp-sec.lock.json in this folder
  --fail-on SEVERITY       info, low (default), medium, high or critical
  --allow-new              what is not in the lock file is no reason to fail
  --format FORMAT          text (default), json, sarif or junit

probe connects again and again, each time a little otherwise, and says whether the server
shows another face then. It prints all that it will do first; tools are called only where
they say that they only read. Exit code 0: nothing observed, 1: something was, 2: not done.
  --only PROBE,…           these probes only (default: all)
  --call 'TOOL {"a": 1}'   a call that may be made besides; can be given several times
  --yes                    does not ask before probing a known or configured target

inspect looks at what was recorded again, with the rules of now and your own, and prints
what it finds. Exit code 0: nothing, 1: findings from medium on are open, 2: not done.
  --session N|all          one session, or all of them (default)
  --json                   everything about each finding

  --port N                 port of the page (default: a free one)
  --no-open                do not open a browser
  --data-dir DIR           where recordings are kept
  -h, --help   -v, --version

The first word that is not an option above begins the command; everything after it
belongs to the command. Enter prints a fresh link, Ctrl-C stops every server.
Exit code 2: something was wrong with the call, and nothing was started.
`;
