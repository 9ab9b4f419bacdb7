import {type Change} from '../../resources/call.js';
import {type ExportPlan} from '../../resources/export.js';
import {allResources} from '../../resources/registry.js';
import {type Resource} from '../../resources/resource.js';
import {InputError} from '../../diagnostic.js';
import {ownCommand, shellWord} from '../../terminal/command-line.js';

/** The kinds of things that an export speaks of: those that its guide names, and those that its changes are made to. */
export function resourcesOf({
	changes,
	resources,
}: Pick<ExportPlan, 'changes' | 'resources'>): Resource[] {
	const known = allResources();
	const lost = changes.find((change) => known.every((each) => !isChanged(each, [change])));
	if (lost) {
		throw new Error(`No kind of thing knows the call of ${lost.id}.`);
	}

	return known.filter((each) => resources.includes(each.id) || isChanged(each, changes));
}

/**
What each kind of thing brings to an export, in their order. Refuses, as `InputError`, a setup that changes things which
`title` has no way to say: nothing is left out silently.
*/
export function partsOf<Part>(
	plan: Pick<ExportPlan, 'changes' | 'resources'>,
	title: string,
	partOf: (resource: Resource) => Part | undefined,
): Part[] {
	return resourcesOf(plan).flatMap((resource) => {
		const part = partOf(resource);
		if (part === undefined && isChanged(resource, plan.changes)) {
			throw new InputError(
				'export-cannot-say',
				`${title} cannot say what this setup does to ${resource.title}.`,
				'Export another format, or run the setup with apply.',
			);
		}

		return part === undefined ? [] : [part];
	});
}

/**
Refuses, as `InputError`, to write a template of a setup that adds to what something else owns: a template says what a
whole policy is, so it would throw out what others have put there. Not so where the format `canAdd` to such a thing.
*/
export function assertOwn(
	plan: ExportPlan,
	title: string,
	canAdd: (resource: Resource) => boolean = () => false,
): void {
	const {changes, name} = plan;
	const [first] = resourcesOf(plan)
		.filter((each) => !canAdd(each))
		.flatMap((each) => each.addsTo?.(changes) ?? []);
	if (first !== undefined) {
		throw new InputError(
			'export-cannot-add',
			`${title} says what the whole policy of ${first} is, but this setup only adds to it: what others have put there would be lost.`,
			`Hand over a script, which adds only: ${ownCommand(`export shell ${shellWord(name)}`)}`,
		);
	}
}

function isChanged({calls}: Resource, changes: readonly Change[]): boolean {
	return changes.some(({call}) => calls.some((kind) => kind.matches(call)));
}
