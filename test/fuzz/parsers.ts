import {type FuzzedParser} from './parser.js';
import {awsAnswers} from './parsers/aws-answers.js';
import {awsConfig} from './parsers/aws-config.js';
import {compared} from './parsers/compared.js';
import {configReaders} from './parsers/config-readers.js';
import {journal, savedSetup, setupFile} from './parsers/files.js';
import {idPaste, statementPaste, tablePaste} from './parsers/pastes.js';
import {keyEvaluator, keyMerging, trustJudge, trustMerging} from './parsers/policies.js';
import {policyDocument} from './parsers/policy-document.js';
import {screens} from './parsers/screens.js';
import {neighbours} from './parsers/neighbours.js';
import {keySurvey, roleSurvey} from './parsers/surveys.js';
import {workatoAnswers} from './parsers/workato-answers.js';

/** Everything that reads what others wrote, the four properties of policies, and the comparison with the sandbox's authoriser. */
export const parsers: readonly FuzzedParser[] = [
	statementPaste,
	idPaste,
	tablePaste,
	setupFile,
	savedSetup,
	journal,
	awsConfig,
	configReaders,
	awsAnswers,
	keySurvey,
	roleSurvey,
	neighbours,
	workatoAnswers,
	policyDocument,
	screens,
	keyEvaluator,
	keyMerging,
	trustJudge,
	trustMerging,
	...compared,
];
