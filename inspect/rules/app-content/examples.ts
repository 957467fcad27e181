import { answered, exchange, type Examples } from '../../example.ts';

const app = (text: string, mimeType = 'text/html;profile=mcp-app') =>
  exchange(
    'resources/read',
    { contents: [{ uri: 'ui://app/main', mimeType, text }] },
    { uri: 'ui://app/main' },
  );
const page = (text: string) =>
  exchange(
    'resources/read',
    { contents: [{ uri: 'docs://page', mimeType: 'text/html', text }] },
    { uri: 'docs://page' },
  );

export const examples: Examples = {
  fires: [
    {
      why: 'a password',
      frames: app('<form><input name=p type="password"></form>'),
      at: '/result/contents/0/text',
      severity: 'medium',
    },
    {
      why: 'it leaves its frame',
      frames: app('<script>window.top.location = "https://a.example"</script>'),
      severity: 'medium',
    },
    { why: 'text becomes code', frames: app('<script>new Function(x)()</script>'), severity: 'low' },
    {
      why: 'a script that can change',
      frames: app('<script src="https://cdn.example/a.js"></script>'),
      severity: 'low',
    },
    {
      why: 'messages of anyone',
      frames: app('<script>addEventListener("message", (e) => run(e.data))</script>'),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'a script that is pinned',
      frames: app('<script src="https://cdn.example/a.js" integrity="sha384-x"></script>'),
    },
    {
      why: 'the sender is checked',
      frames: app(
        '<script>addEventListener("message", (e) => { if (e.source === parent) run(e.data) })</script>',
      ),
    },
    {
      why: 'sending to the frame around is how apps speak',
      frames: app("<script>parent.postMessage({a: 1}, '*')</script>"),
    },
    { why: 'an ordinary page is no app', frames: page('<input type="password">') },
    { why: 'nor is the answer of a tool', frames: answered('<script>eval(x)</script>') },
  ],
};
