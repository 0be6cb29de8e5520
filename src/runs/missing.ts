// What an approval still lacks. Where one person of each of several groups is wanted, a person who is in two of them counts for one;
// for which one is left open as long as it can be. Pure.

export interface Wanted {
  readonly needed: number;
  readonly eachOf: readonly string[];
}

export interface Yes {
  readonly standsFor: readonly string[];
}

export interface Missing {
  /** How many more people have to say yes, at least. */
  readonly people: number;
  /** How many of them have to come from `groups`. */
  readonly fromGroups: number;
  /** Of these groups: the next one's yes has to be for one of them. */
  readonly groups: readonly string[];
}

export function missingFor(wanted: Wanted, yes: readonly Yes[]): Missing {
  const filled = seatsFilled(wanted.eachOf, yes);
  const fromGroups = wanted.eachOf.length - filled;
  const groups = wanted.eachOf.filter((group) => seatsFilled(wanted.eachOf, [...yes, { standsFor: [group] }]) > filled);
  return { people: Math.max(wanted.needed - yes.length, fromGroups, 0), fromGroups, groups };
}

/** How many groups have somebody of their own: the largest matching of people to groups. */
function seatsFilled(groups: readonly string[], yes: readonly Yes[]): number {
  const seated = new Map<string, Yes>();
  const seat = (person: Yes, tried: Set<string>): boolean => {
    for (const group of groups) {
      if (!person.standsFor.includes(group) || tried.has(group)) continue;
      tried.add(group);
      const holder = seated.get(group);
      if (holder !== undefined && !seat(holder, tried)) continue;
      seated.set(group, person);
      return true;
    }
    return false;
  };
  return yes.filter((person) => seat(person, new Set())).length;
}

/** "one more person", "one of @dba and one of @security", "one of @dba or @security". */
export function missingInWords({ people, fromGroups, groups }: Missing, name: (group: string) => string): string {
  const names = groups.map(name);
  const certain = fromGroups === names.length;
  const ofGroups = certain
    ? names.map((each) => `one of ${each}`)
    : [`${inWords(fromGroups)} of ${names.join(' or ')}, each of another`];
  const others = people - fromGroups;
  const more = others <= 0 ? [] : [`${inWords(others)} more ${others === 1 ? 'person' : 'people'}`];
  return [...(fromGroups === 0 ? [] : ofGroups), ...more].join(' and ');
}

const numbers = ['none', 'one', 'two', 'three', 'four', 'five'];

function inWords(count: number): string {
  return numbers[count] ?? String(count);
}
