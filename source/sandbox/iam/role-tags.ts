import {formSchema, pageOf, queryList} from '../form.js';
import {reads, writes} from '../operation.js';
import {findOwnRole, seeRole} from './find-role.js';
import {mergeTags, readTags, tagsContext} from './tags.js';

/** TagRole, UntagRole and ListRoleTags. */
export const roleTagOperations = {
	TagRole: writes(formSchema, (form, context) => {
		const tags = readTags(form);
		const {role} = findOwnRole(form, context, 'TagRole', tagsContext(tags));
		role.tags = mergeTags(role.tags, tags);
	}),

	UntagRole: writes(formSchema, (form, context) => {
		const {role} = findOwnRole(form, context, 'UntagRole');
		const keys = queryList(form, 'TagKeys');
		role.tags = role.tags.filter(({Key}) => !keys.includes(Key));
	}),

	ListRoleTags: reads(formSchema, (form, context) => {
		const {role} = seeRole(form, context, 'ListRoleTags');
		const {items, ...rest} = pageOf(form, role.tags);
		return {Tags: items, ...rest};
	}),
};
