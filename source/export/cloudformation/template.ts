import {Buffer} from 'node:buffer';
import {InputError} from '../../setups/input-error.js';
import {type Handover} from '../handover.js';
import {madeBy} from '../made.js';
import {wantedRoles} from '../wanted-roles.js';
import {keyResources} from './key-resources.js';
import {roleResources} from './role-resources.js';
import {deployLines, importLines, stackSetLines} from './stack-commands.js';
import {templateYaml, type TemplateValue} from './template-yaml.js';

/** CloudFormation: outputs of one template, and its size in bytes. */
const largest = {outputs: 200, bytes: 1_000_000};

/**
The setup as a CloudFormation template, ready for one stack or a StackSet; how to roll it out stands at its top. Fails with
`InputError` where a template cannot hold that many roles.
*/
export function cloudFormationTemplate(handover: Handover): string {
	const roles = wantedRoles(handover.changes);
	if (roles.length > largest.outputs) {
		throw tooLarge(
			`${roles.length} roles are more than the ${largest.outputs} that one template can give out.`,
		);
	}

	const parts = [keyResources(handover), roleResources(handover)];
	const section = (
		name: 'parameters' | 'conditions' | 'resources' | 'outputs',
	) => {
		const all = Object.assign({}, ...parts.map((part) => part[name])) as Record<
			string,
			TemplateValue
		>;
		return Object.keys(all).length === 0 ? undefined : all;
	};

	const made = madeBy(handover.journal);
	const hasMade = made.keyId !== undefined || made.roles.length > 0;
	const print = (isLarge: boolean) =>
		templateYaml(
			[
				`${handover.title}: the setup "${handover.name}", as workato-aws would make it.`,
				'',
				...(hasMade
					? importLines(handover, made)
					: deployLines(handover, {isLarge, hasRoles: roles.length > 0})),
				'',
				...stackSetLines(handover, {isLarge, hasRoles: roles.length > 0}),
			],
			{
				AWSTemplateFormatVersion: '2010-09-09',
				Description: `${handover.title} (setup ${handover.name})`,
				Parameters: section('parameters'),
				Conditions: section('conditions'),
				Resources: section('resources'),
				// CloudFormation refuses outputs while it takes over what is already there.
				Outputs: hasMade ? undefined : section('outputs'),
			},
		);

	const text = print(false);
	const bytes = Buffer.byteLength(text);
	if (bytes > largest.bytes) {
		throw tooLarge(
			'The template would be larger than the 1 MB that AWS takes.',
		);
	}

	return bytes > largestInline ? print(true) : text;
}

/** CloudFormation: bytes of a template that is sent with the call; a larger one has to lie in S3. */
const largestInline = 51_200;

function tooLarge(message: string): InputError {
	return new InputError(
		'export-too-large',
		message,
		'Split the setup into several, or hand over another format: terraform or shell.',
	);
}
