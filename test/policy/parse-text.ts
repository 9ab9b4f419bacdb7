import {readPolicyText, type PolicyText} from '../../source/policy/read-policy-text.js';

/** What a pasted text holds, without the places of its statements. */
export const parseText = (
	text: string,
): Omit<Extract<PolicyText, {ok: true}>, 'nodes'> | Extract<PolicyText, {ok: false}> => {
	const read = readPolicyText(text);
	if (!read.ok) {
		return read;
	}

	const {nodes, ...parsed} = read;
	return parsed;
};
