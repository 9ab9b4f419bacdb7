import {type RequestContext} from '../conditions.js';
import {AwsError} from '../answer.js';
import {invalid, queryObjects} from '../operation.js';
import {type Tag} from './records.js';

/** The tags that a form carries, as `Tags.member.1.Key` and `.Value`. */
export const readTags = (form: URLSearchParams): Tag[] => {
	const tags = queryObjects(form, 'Tags', 'Key').map((prefix) => ({
		Key: form.get(`${prefix}Key`) ?? '',
		Value: form.get(`${prefix}Value`) ?? '',
	}));
	const allowed = /^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]*$/v;
	const wrong = tags.find(
		({Key, Value}) =>
			Key === '' || Key.length > 128 || Value.length > 256 || !allowed.test(Key + Value),
	);
	if (wrong) {
		throw invalid(`The tag ${wrong.Key} has a key or a value that tags cannot have.`);
	}

	return tags;
};

/** What policies see of the tags that a request carries. */
export const tagsContext = (tags: readonly Tag[]): RequestContext => ({
	'aws:tagkeys': tags.map(({Key}) => Key),
	...Object.fromEntries(
		tags.map(({Key, Value}): [string, string[]] => [
			`aws:requesttag/${Key.toLowerCase()}`,
			[Value],
		]),
	),
});

/**
The tags of a role after `added`; one of the same key, in any case, is replaced.
@throws {AwsError} InvalidInput: a key twice, or AWS's own prefix; LimitExceeded: over 50.
*/
export const mergeTags = (present: readonly Tag[], added: readonly Tag[]): Tag[] => {
	const keys = new Set(added.map(({Key}) => Key.toLowerCase()));
	if (keys.size < added.length) {
		throw new AwsError(
			'InvalidInput',
			'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
		);
	}

	if ([...keys].some((key) => key.startsWith('aws:'))) {
		throw new AwsError('InvalidInput', 'Tag keys that begin with aws: are reserved.');
	}

	const merged = [...present.filter(({Key}) => !keys.has(Key.toLowerCase())), ...added];
	if (merged.length > 50) {
		throw new AwsError('LimitExceeded', 'Cannot exceed quota for TagsPerRole: 50', 409);
	}

	return merged;
};
