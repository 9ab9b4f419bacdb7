import {Document, Scalar, YAMLMap, YAMLSeq, type Node} from 'yaml';
import {type Json, type JsonObject} from '../../json.js';
import {Tagged, type TemplateValue} from '../../resources/cloudformation.js';
import {escapeCodePoints, hasUnprintable, escapeOdd} from '../../terminal/foreign-text.js';

/**
Prints a template, or other data, as YAML, under lines of comment. Texts that YAML 1.1 would take for a date, a number or a truth are quoted,
and nothing in it acts on a terminal.
*/
export function templateYaml(
	comment: readonly string[],
	template: Readonly<Record<string, TemplateValue>> | JsonObject,
): string {
	const document = new Document(undefined, {compat: 'yaml-1.1'});
	document.contents = nodeOf(document, template);
	const text = document.toString({lineWidth: 0});
	// Whatever stands in a comment stays on its line.
	const lines = comment.map((line) => (line === '' ? '#' : `# ${escapeOdd(line)}`));
	return escapeCodePoints(`${lines.join('\n')}\n\n${spaced(text)}`);
}

function nodeOf(document: Document, value: TemplateValue | Json): Node {
	if (value instanceof Tagged) {
		const node = nodeOf(document, value.value);
		node.tag = value.tag;
		return node;
	}

	if (Array.isArray(value)) {
		const list = new YAMLSeq();
		list.items = value.map((item) => nodeOf(document, item));
		return list;
	}

	if (typeof value === 'object' && value !== null) {
		const map = new YAMLMap();
		for (const [key, inner] of Object.entries<TemplateValue | Json>(value)) {
			if (inner !== undefined) {
				map.set(nodeOf(document, key), nodeOf(document, inner));
			}
		}

		return map;
	}

	const scalar = new Scalar(value);
	if (typeof value === 'string' && hasUnprintable(value)) {
		scalar.type = Scalar.QUOTE_DOUBLE;
	}

	return scalar;
}

// An empty line before each section and each resource.
function spaced(text: string): string {
	return text
		.replaceAll(/\n(?=[A-Z])/gv, '\n\n')
		.replaceAll(/(?<!:)\n(?= {2}[A-Z]\w*:\n {4}Type: AWS)/gv, '\n\n');
}
