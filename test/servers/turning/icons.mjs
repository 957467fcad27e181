/** A picture of one blue dot, and one of a red one. */
export const RULER =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQiVoAAAGUAQ8tNPwFAAAAAElFTkSuQmCC';
export const OTHER =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4IScHAAK2AQU0pnWqAAAAAElFTkSuQmCC';

export const iconOf = (base64) => ({ src: `data:image/png;base64,${base64}`, mimeType: 'image/png' });
