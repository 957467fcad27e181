import type { Link } from '../../state/link.ts';

/** One word for how things stand with the bridge. */
export function linkWords(link: Link): string {
  switch (link.kind) {
    case 'opening':
      return 'connecting';
    case 'live':
      return 'connected';
    case 'lost':
      return 'bridge lost';
    case 'outdated':
      return 'outdated';
    case 'signed-out':
      return 'signed out';
  }
}

export function linkState(link: Link): 'on' | 'off' | 'bad' | 'wait' {
  switch (link.kind) {
    case 'opening':
      return 'wait';
    case 'live':
      return 'on';
    case 'lost':
    case 'outdated':
    case 'signed-out':
      return 'bad';
  }
}
