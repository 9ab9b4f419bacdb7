import {type SecretsAnswers} from './answers.js';
import {type Finding} from './finding.js';
import {judgeIds} from './judge-ids.js';
import {judgeProjects} from './judge-projects.js';
import {judgeSecrets, type Place} from './judge-secrets.js';
import {judgeSharing} from './sharing.js';

/** Everything that is refused or odd in the answers, taken together; what is not answered yet is not judged. */
export function judgeAnswers(answers: SecretsAnswers, place: Place): Finding[] {
	return [
		...judgeProjects(answers),
		...judgeIds(answers, place.account),
		...judgeSecrets(answers, place),
		...judgeSharing(answers.projects ?? []),
	];
}
