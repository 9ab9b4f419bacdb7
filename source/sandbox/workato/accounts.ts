/** The account that plays Workato's in practice. */
export const workatoPracticeAccount = '999988887777';

/** The token of the sandbox's Developer API; it opens nothing else. */
export const practiceApiToken = 'wrkatrial-practice-only';
