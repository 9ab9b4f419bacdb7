import {expect, test} from 'vitest';
import {readDraft} from '../../../source/guides/ekm/steps/new-key-view.js';

const draft = {alias: 'workato-ekm', description: '', administrators: ''};

test.each([
	['a=1, b=2', {key: {alias: 'workato-ekm', tags: {a: '1', b: '2'}}}],
	// AWS tells tags of other case apart.
	['a=1, A=2', {key: {alias: 'workato-ekm', tags: {a: '1', A: '2'}}}],
	['a=1, b=2, a=3', {problem: 'The tag “a” is given twice: a key has each tag once.'}],
	['a', {problem: 'The tag “a” is not of the form name=value.'}],
])('tags typed as %s', (tags, read) => {
	expect(readDraft({...draft, tags}, undefined)).toEqual(read);
});
