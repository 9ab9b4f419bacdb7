import {ekmGuide} from './ekm/ekm-guide.js';
import {surveyGuide, type Guide} from './survey.js';

/** Every guide there is. A new guide is one folder beside this file, and one line here. */
export const guides: readonly Guide[] = [surveyGuide(ekmGuide)];
