import { answered, described, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a frame in a description',
      frames: described('Adds. <iframe src="https://frames.example/x"></iframe>'),
      bytes: 'https://frames.example/x',
      severity: 'medium',
    },
    {
      why: 'a redirect in a title',
      frames: tools({ title: '<meta http-equiv=refresh content="0;url=https://go.example/">Add' }),
      severity: 'medium',
    },
    {
      why: 'a style that loads a picture',
      frames: described('<b style="background:url(https://pix.example/a)">Adds</b>'),
      severity: 'medium',
    },
    {
      why: 'a fetched page is full of them: information',
      frames: answered('<html><script src="https://cdn.example/a.js"></script></html>'),
      severity: 'info',
    },
    {
      why: 'a form that sends elsewhere',
      frames: described('<form action=https://in.example/take><input name=q></form>'),
    },
  ],
  quiet: [
    { why: 'tags named in prose', frames: described('Finds <iframe> and <script> tags of a page.') },
    { why: 'a link waits to be clicked', frames: described('<a href="https://docs.example.com">manual</a>') },
    { why: 'a file of its own site', frames: answered('<link rel="stylesheet" href="/site.css">') },
    {
      why: 'a description in a head',
      frames: answered('<meta name="description" content="see https://x.example">'),
    },
  ],
};
