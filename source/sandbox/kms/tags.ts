import * as z from 'zod';
import {AwsError} from '../answer.js';
import {reads, writes} from '../operation.js';
import {findKey, keyIdField, refusePendingDeletion, page, pageFields} from './find-key.js';

/** A list of tags, as KMS's model limits it. */
export const tagsField = z.array(
	z.object({TagKey: z.string().min(1).max(128), TagValue: z.string().max(256)}),
);

type Tags = z.infer<typeof tagsField>;

/** How many tags a key can have. */
const mostTags = 50;

/**
The tags of a key after `added`; a tag of the same name is replaced.
@throws {AwsError} TagException: a name twice, AWS's own prefix, characters that tags cannot have, more than 50.
*/
export const mergeTags = (present: Tags, added: Tags): Tags => {
	const names = added.map(({TagKey}) => TagKey);
	if (new Set(names).size < names.length) {
		throw new AwsError('TagException', 'A tag key is given more than once.');
	}

	if (names.some((name) => /^aws:/iv.test(name))) {
		throw new AwsError('TagException', 'Tag keys that begin with aws: are reserved.');
	}

	if (
		added.some(
			({TagKey, TagValue}) =>
				!/^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]*$/v.test(TagKey + TagValue),
		)
	) {
		throw new AwsError('TagException', 'A tag has characters that are not allowed.');
	}

	const merged = [...present.filter(({TagKey}) => !names.includes(TagKey)), ...added];
	if (merged.length > mostTags) {
		throw new AwsError('TagException', `A key has at most ${mostTags} tags.`);
	}

	return merged;
};

const untagInput = z.object({
	KeyId: keyIdField,
	TagKeys: z.array(z.string()),
});

/** ListResourceTags, TagResource and UntagResource. */
export const tagOperations = {
	ListResourceTags: reads(z.object({KeyId: keyIdField, ...pageFields}), (input, context) => {
		const {items, ...rest} = page(
			findKey(input.KeyId, 'ListResourceTags', context).tags,
			input,
			50,
		);
		return {Tags: items, ...rest};
	}),

	TagResource: writes(z.object({KeyId: keyIdField, Tags: tagsField}), (input, context) => {
		const key = findKey(input.KeyId, 'TagResource', context);
		refusePendingDeletion(key);
		key.tags = mergeTags(key.tags, input.Tags);
	}),

	UntagResource: writes(untagInput, (input, context) => {
		const key = findKey(input.KeyId, 'UntagResource', context);
		refusePendingDeletion(key);
		key.tags = key.tags.filter(({TagKey}) => !input.TagKeys.includes(TagKey));
	}),
};
