import {type Json} from '../json.js';

const escape = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('\r', '&#xD;');

/**
A value in the XML of the AWS query protocol: fields as elements, lists as `<member>` elements; a map is a field `entry` with
the list of its keys and values.
*/
export const toXml = (value: Json): string => {
	if (value === undefined || value === null) {
		return '';
	}

	if (Array.isArray(value)) {
		return value.map((item) => `<member>${toXml(item)}</member>`).join('');
	}

	if (typeof value === 'object') {
		return Object.entries(value)
			.filter(([, field]) => field !== undefined)
			.flatMap(([name, field]) =>
				(name === 'entry' ? [field].flat() : [field]).map(
					(each) => `<${name}>${toXml(each)}</${name}>`,
				),
			)
			.join('');
	}

	return escape(String(value));
};
