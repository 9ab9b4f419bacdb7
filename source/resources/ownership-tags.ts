/** The tag that says which setup made a key; its value is the setup's name. */
export const setupTag = 'workato-aws:setup';

/** The tag that says which run made a key. CreateKey has no client token, so this is how a lost reply is found. */
export const runTag = 'workato-aws:run';
