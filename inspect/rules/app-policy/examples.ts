import { exchange, tools, type Examples } from '../../example.ts';

const app = (ui: unknown) =>
  exchange(
    'resources/read',
    {
      contents: [
        { uri: 'ui://app/main', mimeType: 'text/html;profile=mcp-app', text: '<p>hi</p>', _meta: { ui } },
      ],
    },
    { uri: 'ui://app/main' },
  );

export const examples: Examples = {
  fires: [
    {
      why: 'it may talk to every host',
      frames: app({ csp: { connectDomains: ['*'] } }),
      at: '/result/contents/0/_meta/ui/csp/connectDomains/0',
      severity: 'high',
    },
    {
      why: 'another directive is added',
      frames: app({ csp: { resourceDomains: ["https://a.example; script-src 'unsafe-eval'"] } }),
      severity: 'high',
    },
    { why: 'a keyword', frames: app({ csp: { resourceDomains: ["'unsafe-eval'"] } }), severity: 'high' },
    {
      why: 'no encryption',
      frames: app({ csp: { connectDomains: ['http://api.example.com'] } }),
      severity: 'medium',
    },
    { why: 'permissions', frames: app({ permissions: { camera: {}, clipboardWrite: {} } }), severity: 'low' },
    {
      why: 'the app of a tool is a page of the web',
      frames: tools({ _meta: { ui: { resourceUri: 'https://a.example/app' } } }),
      severity: 'medium',
    },
  ],
  quiet: [
    {
      why: 'named hosts',
      frames: app({
        csp: {
          connectDomains: ['https://api.example.com', 'wss://live.example.com'],
          resourceDomains: ['https://*.cdn.example.com', 'data:'],
        },
      }),
    },
    { why: 'no policy is the strictest one', frames: app({ prefersBorder: true }) },
    {
      why: 'development on the own machine',
      frames: app({ csp: { connectDomains: ['http://localhost:5173'] } }),
    },
    { why: 'the app of a tool', frames: tools({ _meta: { ui: { resourceUri: 'ui://app/main' } } }) },
  ],
};
