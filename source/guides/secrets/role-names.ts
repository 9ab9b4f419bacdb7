import {parseArn} from '../../aws/arn.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {parseExternalId} from './workato-ids.js';

/** IAM: CreateRole, RoleName. */
const roleNameLimit = 64;

/** `undefined` when IAM would take it as a role's name, else what is wrong with it. */
export function roleNameProblem(name: string): string | undefined {
	if (name === '') {
		return 'Give the role a name.';
	}

	if (!/^[\w+,\-.=@]+$/v.test(name)) {
		return 'A role’s name may hold letters from A to Z, digits and + = , . @ - _ only.';
	}

	return name.length > roleNameLimit
		? `A role’s name may have at most ${roleNameLimit} characters; this has ${name.length}.`
		: undefined;
}

/** The name in `role: {use: …}`, which is a name or a role's ARN with or without a path. */
export function usedRoleName(use: string): string {
	const arn = parseArn(use);
	return arn?.service === 'iam' && arn.resource.startsWith('role/')
		? (arn.resource.split('/').at(-1) ?? use)
		: use;
}

/**
What an answer of how it went in Workato is said of: the role's ARN and name, and whom its trust policy lets in. The name that the answers
give counts before AWS has said the ARN.
*/
export function givenToWorkato(
	{workatoAccountId = '', scope}: SecretsAnswers,
	{externalId = '', role: {use, create} = {}}: ProjectAnswers,
	roleArn: string | undefined,
) {
	return {
		roleArn,
		role: [use, create?.name, roleArn]
			.flatMap((each) => each ?? [])
			.map((each) => usedRoleName(each))[0],
		externalId,
		workatoAccountId,
		scope: scope ?? '',
	};
}

/**
The name of each project's role, by the project's name: the one that was given, else the one `known` from before (so that
a project that joins never renames another's role), else a proposal. Proposals differ from all others and from names that
were `refused`, whatever the case.
*/
export function roleNames(
	projects: readonly ProjectAnswers[],
	known: ReadonlyMap<string, string> = new Map(),
	refused: readonly string[] = [],
): Map<string, string> {
	const resolved = projects.map((project) => ({
		project,
		role:
			project.role?.create?.name ??
			(project.role?.use === undefined ? known.get(project.name) : usedRoleName(project.role.use)),
	}));
	const taken = new Set(
		[...resolved.flatMap(({role}) => role ?? []), ...refused].map((role) => role.toLowerCase()),
	);
	return new Map(
		resolved.map(({project, role}) => {
			const chosen = role ?? freeName(proposeRoleName(project), taken);
			taken.add(chosen.toLowerCase());
			return [project.name, chosen];
		}),
	);
}

/** What the name of every proposed role begins with. */
export const roleNameStart = 'Workato';

/** A role's name for a project. */
export function proposeRoleName(
	project: Pick<ProjectAnswers, 'name' | 'id' | 'externalId'>,
): string {
	const slug = projectSlug(project, roleNameLimit - roleNameStart.length - 1);
	return slug === undefined ? roleNameStart : `${roleNameStart}-${slug}`;
}

/** The name, with a number behind it where it is taken; `taken` is in small letters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
	let free = name;
	for (let count = 2; taken.has(free.toLowerCase()); count++) {
		const end = `-${count}`;
		free = name.slice(0, roleNameLimit - end.length) + end;
	}

	return free;
}

/** Whether a role is to be made under a name that was refused, whatever the case. */
export function isRefused(
	{create}: NonNullable<ProjectAnswers['role']>,
	refused: readonly string[],
): boolean {
	const name = create?.name.toLowerCase();
	return refused.some((each) => each.toLowerCase() === name);
}

type Project = Pick<ProjectAnswers, 'name' | 'id' | 'externalId'>;

// Latin letters that Unicode does not take apart into a plain letter and its mark, by how they are written plainly.
const plainLetters = new Map(
	[
		'a:ⱥ ae:æ b:ƀɓ c:ȼƈ d:ðđɖɗ e:ɇəɛ f:ƒ g:ǥɠ h:ħ i:ıɨɩ j:ȷɉ k:ĸƙ l:łƚ',
		'n:ŋɲ o:øɔɵ oe:œ p:ƥ r:ɍ ss:ß t:ŧⱦƭ th:þ u:ʉʊ v:ʋ y:ɏƴ z:ƶȥ',
	]
		.flatMap((row) => row.split(' '))
		.flatMap((pair) => {
			const [plain = '', letters = ''] = pair.split(':', 2);
			return [...letters].map((letter) => [letter, plain] as const);
		}),
);

function plainLetter(letter: string): string {
	const small = letter.toLowerCase();
	const plain = plainLetters.get(small);
	return plain === undefined ? letter : letter === small ? plain : plain.toUpperCase();
}

/**
A project's name as a part of another name: of its role, and of a prefix that `{project}` stands in. It holds letters from A
to Z, digits and _ + = . @ - only, never a slash: Latin letters lose their marks and strokes, everything else becomes a dash.
A name that loses letters or digits by that, or has none, carries the project's ID, so that no two of them come out alike;
`undefined` where nothing is left and the ID is not known. `most` is the greatest length; the ID is cut last.
*/
export function projectSlug(project: Project, most = Infinity): string | undefined {
	const spelled = project.name
		.normalize('NFKD')
		// Marks, and the apostrophes that some languages write as letters.
		.replaceAll(/[\p{Mark}\u{2B9}-\u{2BF}]/gv, '')
		.replaceAll(/\P{ASCII}/gv, (letter) => plainLetter(letter));
	const isWhole =
		!/[[\p{Letter}\p{Number}]--\p{ASCII}]/v.test(spelled) && /[\dA-Za-z]/v.test(spelled);
	const left = spelled
		.split(/[^\w+.=@]+/v)
		.filter((part) => part !== '')
		.join('-');
	const id = isWhole ? undefined : projectId(project)?.slice(0, most);
	if (id === undefined) {
		return /[\dA-Za-z]/v.test(left) ? left.slice(0, most) : undefined;
	}

	const room = most - id.length - 1;
	return /[\dA-Za-z]/v.test(left) && room > 0 ? `${left.slice(0, room)}-${id}` : id;
}

/** The project's ID in Workato: it stands in the external ID. */
function projectId({id, externalId = ''}: Project): string | undefined {
	const inside = parseExternalId(externalId)?.project ?? id;
	return /^\d+$/v.test(inside ?? '') ? inside : undefined;
}
