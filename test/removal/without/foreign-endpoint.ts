export const isSameServer = (_named: URL, _target: URL): boolean => true;
