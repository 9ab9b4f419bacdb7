/** A yes, a no, or "cannot tell". */
export type Answer = 'yes' | 'no' | 'unknown';

/** Turns a plain yes or no into an answer. */
export const toAnswer = (isYes: boolean): Answer => (isYes ? 'yes' : 'no');

/** Yes becomes no and no becomes yes; what cannot be told stays so. */
export const not = (value: Answer): Answer =>
	value === 'unknown' ? value : toAnswer(value === 'no');

/** Yes if all are; no if one is no. Nothing at all is yes. */
export const all = (values: Answer[]): Answer =>
	values.includes('no') ? 'no' : values.includes('unknown') ? 'unknown' : 'yes';

/** Yes if one is; no if all are no. Nothing at all is no. */
export const any = (values: Answer[]): Answer =>
	values.includes('yes') ? 'yes' : values.includes('unknown') ? 'unknown' : 'no';
