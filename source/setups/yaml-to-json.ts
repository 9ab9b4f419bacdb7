import {
	isMap,
	LineCounter,
	parseDocument,
	type Document,
	type YAMLError,
} from 'yaml';
import {type JsonObject} from '../json.js';
import {formatValue} from '../terminal/foreign-text.js';
import {InputError} from './input-error.js';
import {YamlFault} from './yaml-fault.js';
import {nodeToJson} from './yaml-node-to-json.js';

/**
The fields of a YAML or JSON text that holds one set of fields. Fails with an `InputError` of one sentence that names the
file, the line and the column. Limits: 100 levels, 100 aliases, 100,000 values.
*/
export function yamlToJson(text: string, fileName: string): JsonObject {
	const lines = new LineCounter();
	try {
		return fieldsOf(parse(text, lines));
	} catch (error) {
		if (error instanceof YamlFault) {
			const {line, col} = lines.linePos(error.offset);
			throw unreadable(
				`${fileName}, line ${Math.max(line, 1)}, column ${Math.max(col, 1)}: ${error.message}.`,
			);
		}

		// The parser itself gave up, such as on tens of thousands of brackets.
		throw unreadable(
			`${fileName} cannot be read as YAML or JSON: it is nested too deeply or damaged.`,
		);
	}
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed {
	const document = parseDocument(text, {
		lineCounter,
		prettyErrors: false,
		stringKeys: true,
		resolveKnownTags: false,
		logLevel: 'error',
		// Checked in linear time when the values are taken out.
		uniqueKeys: false,
	});
	// A warning is about a tag or a directive that we could only guess at.
	const [fault] = [...document.errors, ...document.warnings];
	if (fault) {
		throw new YamlFault(fault.pos[0], faultText(fault));
	}

	return document;
}

function fieldsOf(document: Document.Parsed): JsonObject {
	if (document.contents === null) {
		throw new YamlFault(0, 'there is nothing in it');
	}

	if (!isMap(document.contents)) {
		throw new YamlFault(
			document.contents.range[0],
			'a setup is a set of fields, such as guide and name',
		);
	}

	const value = nodeToJson(document.contents, document);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new YamlFault(
			0,
			'a setup is a set of fields, such as guide and name',
		);
	}

	return value;
}

/** What people meet most, in our words. */
const ownWords: Partial<Record<YAMLError['code'], string>> = {
	TAB_AS_INDENT: 'YAML is indented with spaces, and here is a tab',
	MULTIPLE_DOCS: 'a second document begins here, and a file holds one setup',
	TAG_RESOLVE_FAILED: 'tags that begin with ! are not understood',
	NON_STRING_KEY: "a field's name has to be plain text",
	RESOURCE_EXHAUSTION: 'this is nested too deeply',
};

function faultText(fault: YAMLError): string {
	const own = ownWords[fault.code];
	const [sentence = ''] = fault.message.split('\n', 1);
	return own ?? `this is not valid YAML or JSON (${formatValue(sentence, 60)})`;
}

function unreadable(message: string): InputError {
	return new InputError(
		'setup-file-unreadable',
		message,
		'Correct the file and run this again. Nothing was changed.',
	);
}
