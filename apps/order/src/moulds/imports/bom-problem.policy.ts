import { problemSentence, type BomProblemCode, type Facts, type Sentence } from './bom-sentences.view.js';

/** A doubt about one cell: what was read, what could be meant. Blocking ones stop the confirmation until they are answered. */
export interface BomProblem {
  readonly no: number;
  readonly rowNo: number;
  /** Column from 0, null for the whole line. */
  readonly column: number | null;
  readonly code: BomProblemCode;
  readonly message: Sentence;
  /** The cell as it stands in the file. */
  readonly read: string;
  readonly suggestions: readonly string[];
  /** The answer that was taken; null while open, also when the given one could not be read. */
  readonly answer: string | null;
  readonly blocking: boolean;
}

/** An answer, tied to the doubt it answers and not to its number, so that it survives a new reading. */
export interface BomAnswer {
  readonly rowNo: number;
  readonly column: number | null;
  readonly code: string;
  readonly answer: string;
}

export interface Place { readonly rowNo: number; readonly column: number | null; readonly read: string }

type Draft = { -readonly [K in keyof Omit<BomProblem, 'no'>]: BomProblem[K] };

/** What came back for a doubt: the answer, if a person gave one, and a way to say that it cannot be read. */
export interface Reply { readonly answer: string | null; unreadable(): void }

const SKIP = /^(?:跳过|不导入|忽略|skip|ignore)$/i;

/** Collects the doubts of one reading and hands out the answers that people gave. */
export class Doubts {
  readonly #answers: ReadonlyMap<string, string>;
  readonly #drafts = new Map<string, Draft>();
  readonly #skipped = new Set<number>();

  constructor(answers: readonly BomAnswer[]) {
    this.#answers = new Map(answers.map((given) => [keyOf(given), given.answer.trim()]));
  }

  /** Asks a person: the line stays in review until the answer is there. */
  ask(place: Place, code: BomProblemCode, facts: Facts, suggestions: readonly (string | null)[] = []): Reply {
    return this.#raise(place, code, facts, suggestions, true);
  }

  /** Tells a person what was understood; an answer changes it, none is needed. */
  tell(place: Place, code: BomProblemCode, facts: Facts, suggestions: readonly (string | null)[] = []): Reply {
    return this.#raise(place, code, facts, suggestions, false);
  }

  /** The answer that a doubt would get if it were raised. */
  answerTo(place: Pick<Place, 'rowNo' | 'column'>, code: BomProblemCode): string | null {
    return this.#answers.get(keyOf({ ...place, code })) ?? null;
  }

  /** True when a person answered a question of this line with "skip". */
  skips(rowNo: number): boolean {
    return this.#skipped.has(rowNo);
  }

  /** Lines with a question that nobody has answered. */
  openRows(): ReadonlySet<number> {
    return new Set([...this.#drafts.values()].filter(({ blocking, answer }) => blocking && answer === null).map(({ rowNo }) => rowNo));
  }

  /** All doubts, questions first, then in file order; a doubt keeps the number it had in an earlier reading. */
  numbered(before: readonly Pick<BomProblem, 'no' | 'rowNo' | 'column' | 'code'>[]): BomProblem[] {
    const known = new Map(before.map((problem) => [keyOf(problem), problem.no]));
    let next = before.reduce((most, { no }) => Math.max(most, no), 0);
    return [...this.#drafts.values()]
      .sort((a, b) => Number(b.blocking) - Number(a.blocking) || a.rowNo - b.rowNo || (a.column ?? -1) - (b.column ?? -1))
      .map((draft) => ({ no: known.get(keyOf(draft)) ?? (next += 1), ...draft }));
  }

  #raise(place: Place, code: BomProblemCode, facts: Facts, suggestions: readonly (string | null)[], blocking: boolean): Reply {
    const key = keyOf({ ...place, code });
    const given = this.#answers.get(key) ?? null;
    const all = { read: place.read.replace(/\s+/g, ' ').slice(0, 80), ...facts };
    const draft: Draft = {
      rowNo: place.rowNo, column: place.column, code, message: problemSentence(code, all), read: place.read,
      suggestions: [...new Set(suggestions.filter((each): each is string => each !== null && each !== ''))].slice(0, 9), answer: given, blocking,
    };
    if (!this.#drafts.has(key)) this.#drafts.set(key, draft);
    if (given !== null && SKIP.test(given)) {
      this.#skipped.add(place.rowNo);
      return { answer: null, unreadable: () => undefined };
    }
    return {
      answer: given,
      unreadable: () => {
        draft.answer = null;
        draft.message = problemSentence('ANSWER_UNREADABLE', { ...all, answer: given ?? '', question: draft.message.zh, questionEn: draft.message.en });
      },
    };
  }
}

/** Answers by number, as a client gives them, tied to the doubts of the reading it saw; later answers replace earlier ones. Unknown numbers are returned. */
export function answersTo(problems: readonly BomProblem[], given: readonly { readonly no: number; readonly answer: string }[], before: readonly BomAnswer[]):
{ readonly answers: BomAnswer[]; readonly unknown: number[] } {
  const byNo = new Map(problems.map((problem) => [problem.no, problem]));
  const answers = new Map(before.map((answer) => [keyOf(answer), answer]));
  const unknown: number[] = [];
  for (const { no, answer } of given) {
    const problem = byNo.get(no);
    if (problem === undefined) unknown.push(no);
    else answers.set(keyOf(problem), { rowNo: problem.rowNo, column: problem.column, code: problem.code, answer });
  }
  return { answers: [...answers.values()], unknown };
}

function keyOf({ rowNo, column, code }: { rowNo: number; column: number | null; code: string }): string {
  return `${rowNo}|${column ?? ''}|${code}`;
}
