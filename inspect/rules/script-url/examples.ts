import { answered, described, fromServer, opened, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'the site of the server is a program',
      frames: opened({
        serverInfo: { name: 'a', version: '1', websiteUrl: ['javascript', 'alert(1)'].join(':') },
      }),
      at: '/result/serverInfo/websiteUrl',
      severity: 'high',
    },
    {
      why: 'a link in a description',
      frames: described('See [help](javascript:fetch("//x.example")).'),
      severity: 'high',
    },
    {
      why: 'a page in an address, in a result',
      frames: answered('<a href="data:text/html,<script>go()</script>">x</a>'),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'what a person is asked to open is told by another rule',
      frames: [
        fromServer(
          'elicitation/create',
          { mode: 'url', message: 'Go', url: ' java\nscript:take()', elicitationId: 'e' },
          1,
        ),
      ],
    },
    {
      why: 'links of old pages do nothing',
      frames: answered('<a href="javascript:void(0);">menu</a> <a href="javascript:;">x</a>'),
    },
    { why: 'the words in prose', frames: described('Supports languages: javascript: yes, vbscript: no.') },
    { why: 'an ordinary address', frames: described('See [help](https://help.example.com/javascript:a).') },
    { why: 'a picture in an address', frames: answered('![x](data:image/png;base64,iVBORw0KGgo=)') },
  ],
};
