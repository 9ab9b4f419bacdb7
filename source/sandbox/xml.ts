import {type Json} from '../json.js';

const escape = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('\r', '&#xD;');

/** A value in the XML of the AWS query protocol: fields as elements, lists as `<member>` elements. */
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
			.map(([name, field]) => `<${name}>${toXml(field)}</${name}>`)
			.join('');
	}

	return escape(String(value));
};
