export const HELP = `mcp-sec-inspect [options] [[--] command args… | URL]
mcp-sec-inspect demo [--fixed] [--port N] [--no-open]
mcp-sec-inspect list TARGET [--json] [--timeout SECONDS]
mcp-sec-inspect call TARGET METHOD|TOOL [JSON|@FILE|-] [--json] [--timeout SECONDS]
mcp-sec-inspect send TARGET --raw FILE|- [--framing WORDS] [--head FILE] [--json] [--timeout SECONDS]
mcp-sec-inspect pin TARGET… [--approved] [--lock FILE]
mcp-sec-inspect verify TARGET… [--fail-on SEVERITY] [--allow-new] [--lock FILE] [--format FORMAT]
mcp-sec-inspect probe TARGET [--only PROBE,…] [--call 'TOOL {…}'] [--json]
mcp-sec-inspect fuzz TARGET [--tool NAME]… [--strategy NAME,…] [--seed N] [--budget N] [--format FORMAT]
mcp-sec-inspect collection run FILE TARGET [--allow-env NAME]… [--format FORMAT] [--timeout SECONDS]
mcp-sec-inspect replay FILE|session:N [--against TARGET] [--frames 12-40] [--fail-on-diff] [--pace PACE] [--json]
mcp-sec-inspect open FILE
mcp-sec-inspect export SESSION… [--out FILE] [--unmasked]
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

demo starts a practice server with planted flaws, and a checklist that ticks itself as they
are found. It harms nothing and needs no network.
  --fixed                  the same server without flaws: nothing ticks

list prints what a server offers, call sends one request and prints its answer. TARGET
is the name of a known target, an address, or a command in quotes ("npx -y x"), or
--config FILE --server NAME. Exit code 0: answered, 1: answered with an error, 2: not.
  --json                   the answer as the server wrote it, harmless for a terminal
  --timeout SECONDS        gives up and cancels after so long (default: waits)

send sends the bytes of FILE as they are, well-formed or not, and prints what comes back. Exit
code 0: answered, 1: an error, or nothing within --timeout (default: 10), 2: not sent.
  --framing WORDS          a process: newline (default), crlf or none behind it; bom, utf-16le,
                           utf-16be. An address: whole (FILE is all of the request), chunk=N,
                           fit (default) or as-written Content-Length, lf, bare (no headers of
                           the target). Both: parts=N,pause=20ms
  --head FILE              an address: start line and header lines, whatever they are

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

fuzz tries hostile values in everything a target offers and keeps what it can prove. A started
server gets folders, a home and a database made for the run. It prints all that it will do
first. Exit code 0: nothing proved from medium on, 1: something was, 2: it could not be done.
  --tool NAME              this tool only (default: all tools, prompts and templates);
                           also --prompt NAME, --template URI, --resource URI
  --strategy NAME,…        these ways only (default: all but those that slow or harm)
  --seed N                 the same seed makes the same cases (default: 0)
  --budget N               cases at most (default: 2000); controls and repeats come besides
  --rate N                 requests a second at most (default: as fast as it answers)
  --concurrency N          requests at once (default: 4)
  --timeout SECONDS        for one answer (default: 10); --within SECONDS for all (default: 1800)
  --allow-destructive NAME a tool that looks destructive and may be called all the same
  --authorised-host HOST   the host of a public address: that you may do this to it
  --case N                 only this case of the run, to see it once more
  --resume ID              goes on with a run that was interrupted; name its target again
  --no-world               starts the server as it is, without anything made for it
  --yes                    does not ask before fuzzing a known or configured target
  --format FORMAT          text (default), json, sarif or junit

collection run sends the saved calls of FILE to TARGET, one after the other, and says of each
whether it came to what was expected. Exit code 0: all did, 1: some did not, 2: not all could
be run. Look at a file that is not yours first: it calls the tools that stand in it.
  --allow-env NAME         calls may send this variable of the environment to the target
  --format FORMAT          text (default), json or junit

replay asks everything again that was asked in a recorded session and compares each answer.
Ids, cursors and handles are carried over, each is shown. It prints all that it will send
first. Exit code 0: done, 1: differences (with --fail-on-diff) or not all sent, 2: not done.
  --against TARGET         another target or version (default: what it was recorded from)
  --fail-on-diff           exit code 1 where an answer differs, but for what always does
  --frames 12-40           only what was sent in these frames (also 12- and -40)
  --pace fast|original     as soon as possible (default), or with the recorded pauses

open shows the sessions of a file (.mcpsec) in the page, read only and apart from yours;
export writes sessions, by their numbers, into one. What looks secret is masked in it.
  --out FILE               where to (default: session-N.mcpsec in this folder)
  --unmasked               every byte as it was recorded, secrets too

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
