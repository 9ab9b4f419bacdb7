import {type ProjectAnswers} from './answers.js';
import {parseExternalId} from './external-id.js';

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
	return plain === undefined
		? letter
		: letter === small
			? plain
			: plain.toUpperCase();
}

/**
A project's name as a part of another name: of its role, and of a prefix that `{project}` stands in. It holds letters from A
to Z, digits and _ + = . @ - only, never a slash: Latin letters lose their marks and strokes, everything else becomes a dash.
A name that loses letters or digits by that, or has none, carries the project's ID, so that no two of them come out alike;
`undefined` where nothing is left and the ID is not known. `most` is the greatest length; the ID is cut last.
*/
export function projectSlug(
	project: Project,
	most = Infinity,
): string | undefined {
	const spelled = project.name
		.normalize('NFKD')
		// Marks, and the apostrophes that some languages write as letters.
		.replaceAll(/[\p{Mark}\u{2B9}-\u{2BF}]/gv, '')
		.replaceAll(/\P{ASCII}/gv, (letter) => plainLetter(letter));
	const isWhole =
		!/[[\p{Letter}\p{Number}]--\p{ASCII}]/v.test(spelled) &&
		/[\dA-Za-z]/v.test(spelled);
	const left = spelled
		.split(/[^\w+.=@]+/v)
		.filter((part) => part !== '')
		.join('-');
	const id = isWhole ? undefined : projectId(project)?.slice(0, most);
	if (id === undefined) {
		return /[\dA-Za-z]/v.test(left) ? left.slice(0, most) : undefined;
	}

	const room = most - id.length - 1;
	return /[\dA-Za-z]/v.test(left) && room > 0
		? `${left.slice(0, room)}-${id}`
		: id;
}

/** The project's ID in Workato: it stands in the external ID. */
function projectId({id, externalId = ''}: Project): string | undefined {
	const inside = parseExternalId(externalId)?.project ?? id;
	return /^\d+$/v.test(inside ?? '') ? inside : undefined;
}
