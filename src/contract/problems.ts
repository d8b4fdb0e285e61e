import type { Language } from './language.js';
import { PROBLEM_TEXTS_EN } from './problem-texts.en.js';
import { PROBLEM_TEXTS_HI } from './problem-texts.hi.js';

export type ProblemCode = keyof typeof PROBLEM_TEXTS_EN;

/** One thing that is wrong and what to do about it. `field` names the input (`texts.x`, `row 7, handle`). */
export interface Problem {
  code: ProblemCode;
  field?: string;
  /** Values that the text quotes. Never a secret. */
  params?: Record<string, string | number>;
}

/** A problem with its sentence, as the API answers it. */
export interface ProblemAnswer extends Problem {
  message: string;
}

/** Body of every answer that is not a success. */
export interface ProblemsAnswer {
  problems: ProblemAnswer[];
}

const TEXTS: Record<Language, Record<ProblemCode, string>> = {
  en: PROBLEM_TEXTS_EN,
  hi: PROBLEM_TEXTS_HI,
};

/** The sentence for people: what happened and what to do. */
export function describeProblem(problem: Problem, language: Language): string {
  return TEXTS[language][problem.code].replace(/\{(\w+)\}/g, (token, name: string) =>
    String(problem.params?.[name] ?? token),
  );
}
