/** Names as lists have them: how each is said, who a letter greets by it, and what a convener is told. */
import { describe, expect, it } from 'vitest'
import { greetingOf, readName } from '../../../domain/list/person-name.ts'

type Row = [written: string, name: string, greeting: string, doubt?: string | undefined, job?: string]

/** Each row is read, and comes out so. */
const read = (rule: string, rows: Row[]) =>
  describe(rule, () => {
    it.each(rows)('%j is said %j and greeted %j', (written, name, greeting, doubt, job) => {
      const found = readName(written)
      expect([found.name, found.greeting, found.doubt, found.job]).toEqual([name, greeting, doubt, job])
      expect(greetingOf(written)).toBe(greeting)
    })
  })

read('a family name before the comma comes last, with its particles', [
  ['Jane Ortiz', 'Jane Ortiz', 'Jane'],
  ['Ortiz, Jane', 'Jane Ortiz', 'Jane'],
  ['Ortiz , Jane', 'Jane Ortiz', 'Jane'],
  ['Lee, John Q.', 'John Q. Lee', 'John'],
  ['Smith Jones, Mary', 'Mary Smith Jones', 'Mary'],
  ['Garcia Lopez, Ana', 'Ana Garcia Lopez', 'Ana'],
  ['de la Cruz, María Elena', 'María Elena de la Cruz', 'María'],
  ['van Dyke, Ludwig', 'Ludwig van Dyke', 'Ludwig'],
  ['De León, Ana', 'Ana De León', 'Ana'],
  ['del Rio, Xochitl', 'Xochitl del Rio', 'Xochitl'],
  ['Van Buren, Xochitl', 'Xochitl Van Buren', 'Xochitl'],
  ["d'Angelo, Ann", "Ann d'Angelo", 'Ann'],
  ['Church, Adena', 'Adena Church', 'Adena'],
  ['Smith, Denver', 'Denver Smith', 'Denver'],
  ['Mary Jones, Ana', 'Ana Mary Jones', 'Ana'],
  ['Roe, Dr. Jane', 'Dr. Jane Roe', 'Jane'],
  ['Dr. Roe, Jane', 'Dr. Jane Roe', 'Jane'],
  ['Roe, Mr. Bob', 'Bob Roe', 'Bob'],
  ['Mr. Roe, Bob', 'Bob Roe', 'Bob'],
])

read('what stands behind the comma of a full name is no given name, and the convener is told', [
  ['Mary Smith, Denver', 'Mary Smith', 'Mary', 'more beside it'],
  ['Mary Ann, Kerr', 'Mary Ann', 'Mary', 'more beside it'],
  ['JANE LEE, DENVER', 'Jane Lee', 'Jane', 'more beside it'],
  ['Xochitl Roe, Denver', 'Denver Xochitl Roe', 'Denver'],
])

read('letters behind a name stay behind it', [
  ['Jane Ortiz, MD', 'Jane Ortiz, MD', 'Jane'],
  ['Jane Ortiz MD', 'Jane Ortiz, MD', 'Jane'],
  ['JANE ORTIZ MD', 'Jane Ortiz, MD', 'Jane'],
  ['JANE ORTIZ, CPA', 'Jane Ortiz, CPA', 'Jane'],
  ['Jane Ortiz, M.D.', 'Jane Ortiz, M.D.', 'Jane'],
  ['Ortiz, Jane, MD', 'Jane Ortiz, MD', 'Jane'],
  ['Ortiz, MD, Jane', 'Jane Ortiz, MD', 'Jane'],
  ['Ortiz, Jane MD', 'Jane Ortiz, MD', 'Jane'],
  ['Jane Ortiz, Ed.D., SPHR', 'Jane Ortiz, Ed.D., SPHR', 'Jane'],
  ['Jane Ortiz,, MD', 'Jane Ortiz, MD', 'Jane'],
  ['Jane Ortiz MA', 'Jane Ortiz, MA', 'Jane'],
  ['Jane Ortiz CWDP', 'Jane Ortiz, CWDP', 'Jane'],
  ['Jane Ortiz, CPA MBA', 'Jane Ortiz, CPA, MBA', 'Jane'],
  ['Jane Ortiz MBA PhD', 'Jane Ortiz, MBA, PhD', 'Jane'],
  ['Jane Ortiz, AIA, LEED AP', 'Jane Ortiz, AIA, LEED AP', 'Jane'],
  ['Jane Ortiz, PE, CPA/PFS', 'Jane Ortiz, PE, CPA/PFS', 'Jane'],
  ['Jane Ortiz, Jr., CPA/PFS', 'Jane Ortiz Jr., CPA/PFS', 'Jane'],
  ['Jane Ortiz, CFP®', 'Jane Ortiz, CFP®', 'Jane'],
  ['Jane Ortiz CFP®', 'Jane Ortiz, CFP®', 'Jane'],
  ['Jane Ortiz Esq.', 'Jane Ortiz, Esq.', 'Jane'],
  ['Jane Ortiz PE', 'Jane Ortiz, PE', 'Jane'],
  ['Jane Ortiz SHRM-CP', 'Jane Ortiz, SHRM-CP', 'Jane'],
  ['Jane Ortiz CEcD', 'Jane Ortiz, CEcD', 'Jane'],
  ['Jane MBA', 'Jane, MBA', 'Jane', 'one name'],
  ['Lee, PhD', 'Lee, PhD', 'Lee', 'one name'],
])

read('what only looks like letters behind a name is the name', [
  ['Jane Ma', 'Jane Ma', 'Jane'],
  ['Jane Ortiz Pe', 'Jane Ortiz Pe', 'Jane'],
  ['JANE ORTIZ PE', 'Jane Ortiz Pe', 'Jane'],
  ['Jane LEE', 'Jane LEE', 'Jane'],
  ['Lee, Do', 'Do Lee', 'Do'],
  ['Kim, JIN', 'JIN Kim', 'Jin'],
  ['Jane MA', 'Jane MA', 'Jane'],
  ['Juan Pablo RUIZ', 'Juan Pablo Ruiz', 'Juan'],
  ['Jane Ortiz, MD Denver', 'Jane Ortiz', 'Jane', 'more beside it'],
  ['Lee, Ed', 'Ed Lee', 'Ed'],
  ['LEE, MAY', 'May Lee', 'May'],
  ['Jane McKAY', 'Jane McKAY', 'Jane'],
  ['Jane Ortiz A.B.', 'Jane Ortiz A.B.', 'Jane'],
])

read('junior, senior and numbers follow the family name without a comma', [
  ['Robert Hale Jr.', 'Robert Hale Jr.', 'Robert'],
  ['Hale, Robert, Jr.', 'Robert Hale Jr.', 'Robert'],
  ['Hale, Jr., Robert', 'Robert Hale Jr.', 'Robert'],
  ['Hale Jr., Robert', 'Robert Hale Jr.', 'Robert'],
  ['Hale, Robert Jr.', 'Robert Hale Jr.', 'Robert'],
  ['Hale, Robert J. III', 'Robert J. Hale III', 'Robert'],
  ['Robert Hale, III', 'Robert Hale III', 'Robert'],
  ['Robert Hale JR', 'Robert Hale Jr', 'Robert'],
  ['ROBERT HALE JR.', 'Robert Hale Jr.', 'Robert'],
  ['ROBERT HALE III', 'Robert Hale III', 'Robert'],
  ['robert hale iv', 'Robert Hale IV', 'Robert'],
  ['Robert Hale, Jr., Esq.', 'Robert Hale Jr., Esq.', 'Robert'],
  ['Robert Hale, Esq., Jr.', 'Robert Hale Jr., Esq.', 'Robert'],
  ['Robert Hale Sr', 'Robert Hale Sr', 'Robert'],
  ['Roe Sr.', 'Roe Sr.', 'Roe', 'one name'],
  ['Jane Lee, 2nd', 'Jane Lee 2nd', 'Jane'],
  ['Jane Lee, 12', 'Jane Lee', 'Jane'],
])

read('titles of courtesy go where a first name greets, earned ones stay with the name', [
  ['Mr. Bob Lee', 'Bob Lee', 'Bob'],
  ['Dr. Jane Ortiz', 'Dr. Jane Ortiz', 'Jane'],
  ['DR JANE ORTIZ', 'Dr Jane Ortiz', 'Jane'],
  ['Rev. Dr. Jane Ortiz', 'Rev. Dr. Jane Ortiz', 'Jane'],
  ['Mr. Dr. Bob Lee', 'Dr. Bob Lee', 'Bob'],
  ['Sra. Ana López', 'Ana López', 'Ana'],
  ['Lic. Ana López', 'Lic. Ana López', 'Ana'],
  ['Doña Ana Cruz', 'Ana Cruz', 'Ana'],
  ['The Hon. Jane Ortiz', 'Hon. Jane Ortiz', 'Jane'],
  ['THE HON. JANE ORTIZ', 'Hon. Jane Ortiz', 'Jane'],
  ['President Jane Ortiz', 'Jane Ortiz', 'Jane'],
  ['Owner Jane Ortiz', 'Jane Ortiz', 'Jane'],
  ['Jane Ortiz Mrs', 'Jane Ortiz', 'Jane'],
  ['Jane Ortiz Mrs MBA', 'Jane Ortiz, MBA', 'Jane'],
  ['Ortiz Ms.', 'Ortiz', 'Ortiz', 'one name'],
  ['Robert Hale Señor', 'Robert Hale', 'Robert'],
])

read('who has a title and no first name is greeted by both', [
  ['Mr. Lee', 'Mr. Lee', 'Mr. Lee', 'no given name'],
  ['MR. LEE', 'Mr. Lee', 'Mr. Lee', 'no given name'],
  ['Dr Lee', 'Dr Lee', 'Dr Lee', 'no given name'],
  ['Sr. Cruz', 'Sr. Cruz', 'Sr. Cruz', 'no given name'],
  ['Coach Lee', 'Coach Lee', 'Coach Lee', 'no given name'],
  ['Rev. Dr. Lee', 'Rev. Dr. Lee', 'Rev. Lee', 'no given name'],
  ['Mr. de la Cruz', 'de la Cruz', 'Mr. de la Cruz', 'no given name'],
  ['Mr. J. Hale', 'J. Hale', 'Mr. J. Hale', 'an initial'],
])

read('Don is a title before a Spanish name that a family name follows', [
  ['Don Miguel Ruiz', 'Miguel Ruiz', 'Miguel'],
  ['DON JOSE RUIZ', 'Jose Ruiz', 'Jose'],
  ['don José Ruiz', 'José Ruiz', 'José'],
  ['Don Carlos', 'Don Carlos', 'Don'],
  ['DON CARLOS', 'Don Carlos', 'Don'],
  ['DON SANJUAN RUIZ', 'Don Sanjuan Ruiz', 'Don'],
  ['BRANDON JOSE RUIZ', 'Brandon Jose Ruiz', 'Brandon'],
  ['Don Perez Lopez', 'Don Perez Lopez', 'Don'],
  ['Don Joseph Roe', 'Don Joseph Roe', 'Don'],
  ['Donald Jose Roe', 'Donald Jose Roe', 'Donald'],
])

read('initials greet nobody alone', [
  ['J. Hale', 'J. Hale', 'J. Hale', 'an initial'],
  ['J Hale', 'J Hale', 'J Hale', 'an initial'],
  ['Hale, B.', 'B. Hale', 'B. Hale', 'an initial'],
  ['J. Robert Hale', 'J. Robert Hale', 'J. Robert'],
  ['A. J. Foyt', 'A. J. Foyt', 'A. J.'],
  ['Dr. J. R. Hale', 'Dr. J. R. Hale', 'J. R.'],
  ['Ma. Elena Cruz', 'Ma. Elena Cruz', 'Ma. Elena'],
  ['JP Hale', 'JP Hale', 'JP'],
  ['JP HALE', 'JP Hale', 'JP'],
  ['JR HALE', 'JR Hale', 'JR'],
  ['JR Hale', 'JR Hale', 'JR'],
  ['Jane R.', 'Jane R.', 'Jane'],
  ['J.', 'J.', '', 'no given name'],
])

read('one word may be a first name or none', [
  ['Jane', 'Jane', 'Jane', 'one name'],
  ['JANE', 'Jane', 'Jane', 'one name'],
  ['Hale.', 'Hale.', 'Hale', 'one name'],
  ["O'Brien", "O'Brien", "O'Brien", 'one name'],
  ['王小明', '王小明', '王小明', 'one name'],
])

read('a family name with its particle greets nobody', [
  ['van Dyke', 'van Dyke', '', 'no given name'],
  ['de la Cruz', 'de la Cruz', '', 'no given name'],
  ['di Roe', 'di Roe', '', 'no given name'],
  ['Van Dyke', 'Van Dyke', 'Van'],
  ['van dyke', 'Van Dyke', 'Van'],
  ['Di Roe', 'Di Roe', 'Di'],
  ['jane Roe', 'jane Roe', 'Jane'],
])

read('a dot that cuts a first name short is not said', [
  ['Geo. Hale', 'Geo. Hale', 'Geo'],
  ['Wm. Hale', 'Wm. Hale', 'Wm.'],
  ['Ed. Hale', 'Ed. Hale', 'Ed.'],
  ['Geo.Bob Hale', 'Geo.Bob Hale', 'Geo.Bob'],
  ['St.John', 'St.John', 'St.John', 'one name'],
])

read('two people in a cell are greeted both, and the convener is told', [
  ['Bob and Ann Lee', 'Bob and Ann Lee', 'Bob and Ann', 'two people'],
  ['BOB AND ANN LEE', 'Bob and Ann Lee', 'Bob and Ann', 'two people'],
  ['Bob & Ann Lee', 'Bob & Ann Lee', 'Bob and Ann', 'two people'],
  ['Bob Lee and Ann Roe', 'Bob Lee and Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee & Ann Roe', 'Bob Lee & Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee&Ann Roe', 'Bob Lee&Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee + Ann Roe', 'Bob Lee + Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee or Ann Roe', 'Bob Lee or Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee / Ann Roe', 'Bob Lee / Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee/Ann Roe', 'Bob Lee/Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob Lee; Ann Roe', 'Bob Lee; Ann Roe', 'Bob and Ann', 'two people'],
  ['Bob; Ann', 'Bob; Ann', 'Bob and Ann', 'two people'],
  ['Bob and Ann and Joe', 'Bob and Ann and Joe', 'Bob and Ann and Joe', 'two people'],
  ['Ana y Luis Cruz', 'Ana y Luis Cruz', 'Ana and Luis', 'two people'],
  ['Luis Cruz y Ana Ruiz', 'Luis Cruz y Ana Ruiz', 'Luis and Ana', 'two people'],
  ['Ana e Inés Cruz', 'Ana e Inés Cruz', 'Ana and Inés', 'two people'],
  ['Dr. Bob Lee & Mrs. Ann Lee', 'Dr. Bob Lee & Mrs. Ann Lee', 'Bob and Ann', 'two people'],
  ['Xochitl Roe and Thusnelda Lee', 'Xochitl Roe and Thusnelda Lee', 'Xochitl and Thusnelda', 'two people'],
])

read('two people of whom one cannot be greeted are greeted not at all', [
  ['Bob and Dr. Lee', 'Bob and Dr. Lee', '', 'two people'],
  ['Mr. and Ann Lee', 'Mr. and Ann Lee', '', 'two people'],
  ['Sr. Luis y Sra. Ana Cruz', 'Sr. Luis y Sra. Ana Cruz', '', 'two people'],
  ['Jane Roe and Owner', 'Jane Roe and Owner', '', 'two people'],
  ['Lee, Bob and Ann', 'Lee, Bob and Ann', '', 'two people'],
  ['Bob & Ann Lee, Owners', 'Bob & Ann Lee, Owners', '', 'two people'],
  ['Bob Lee, CPA / Ann Roe, CPA', 'Bob Lee, CPA / Ann Roe, CPA', '', 'two people'],
  ['Bob and Ann and Joe and Sue', 'Bob and Ann and Joe and Sue', '', 'two people'],
])

read('couples by title are greeted by their titles and family name', [
  ['Mr. & Mrs. Lee', 'Mr. & Mrs. Lee', 'Mr. & Mrs. Lee', 'two people'],
  ['MR. AND MRS. BOB LEE', 'Mr. and Mrs. Bob Lee', 'Mr. & Mrs. Lee', 'two people'],
  ['Dr. & Mrs. Bob Lee', 'Dr. & Mrs. Bob Lee', 'Dr. & Mrs. Lee', 'two people'],
  ['Mr. & Ms.', 'Mr. & Ms.', '', 'two people'],
])

read('a conjunction within one person or company makes no couple', [
  ['Ortega y Gasset', 'Ortega y Gasset', 'Ortega'],
  ['Ana Cruz y Lopez', 'Ana Cruz y Lopez', 'Ana'],
  ['Bob and 2 others', 'Bob and 2 others', 'Bob'],
  ['Jane Roe + 1', 'Jane Roe + 1', 'Jane'],
  ['Andrew Orr', 'Andrew Orr', 'Andrew'],
  ['Smith & Wesson', 'Smith & Wesson', '', 'a company'],
  ['Lee and Roe', 'Lee and Roe', '', 'a company'],
  ['Baker and Baker', 'Baker and Baker', '', 'a company'],
  ['Bob & Acme Co', 'Bob & Acme Co', '', 'a company'],
  ['Hale & Sons', 'Hale & Sons', '', 'a company'],
])

read('a job beside a name is the job', [
  ['Jane Roe, CEO', 'Jane Roe', 'Jane', undefined, 'CEO'],
  ['Jane Roe, President & CEO', 'Jane Roe', 'Jane', undefined, 'President & CEO'],
  ['Jane Roe - CEO', 'Jane Roe', 'Jane', undefined, 'CEO'],
  ['Jane Roe – Plant Manager', 'Jane Roe', 'Jane', undefined, 'Plant Manager'],
  ['Jane Roe | Plant Manager', 'Jane Roe', 'Jane', undefined, 'Plant Manager'],
  ['Roe, Jane, CEO', 'Jane Roe', 'Jane', undefined, 'CEO'],
  ['Roe, Manager, Jane', 'Jane Roe', 'Jane', undefined, 'Manager'],
  ['Lee, Owner', 'Lee', 'Lee', 'one name', 'Owner'],
  ['Mary Lee, Dean', 'Mary Lee', 'Mary', undefined, 'Dean'],
  ['Lee, Dean', 'Dean Lee', 'Dean'],
  ['Lee, Dean R.', 'Dean R. Lee', 'Dean'],
  ['Jane Roe - VP - Sales', 'Jane Roe', 'Jane', undefined, 'VP, Sales'],
])

read('anything else beside a name is left out, and the convener is told', [
  ['Jane Roe – Acme Inc.', 'Jane Roe', 'Jane', 'more beside it'],
  ['Jane Roe | Denver', 'Jane Roe', 'Jane', 'more beside it'],
  ['Robert (retired) Lee', 'Robert Lee', 'Robert', 'more beside it'],
  ['Jane (Roe) Lee', 'Jane Lee', 'Jane', 'more beside it'],
  ['Robert (Dr.) Hale', 'Robert Hale', 'Robert', 'more beside it'],
  ['Robert "Jr." Hale', 'Robert Hale', 'Robert', 'more beside it'],
  ['Jane "Janie Lou" Roe', 'Jane Roe', 'Jane', 'more beside it'],
  ['Robert (retired)', 'Robert', 'Robert', 'one name'],
  ['Jane — Roe', 'Jane — Roe', 'Jane'],
])

read('who goes by another name is greeted by that one', [
  ['Robert (Bob) Lee', 'Robert Lee', 'Bob'],
  ['Robert [Bob] Lee', 'Robert Lee', 'Bob'],
  ['Robert "Bob" Lee', 'Robert Lee', 'Bob'],
  ['Robert “Bob” Lee', 'Robert Lee', 'Bob'],
  ["Robert 'Bob' Lee", 'Robert Lee', 'Bob'],
  ['Robert ‘Bob’ Lee', 'Robert Lee', 'Bob'],
  ['ROBERT (BOB) LEE', 'Robert Lee', 'Bob'],
  ['Robert "Zippy" Lee', 'Robert Lee', 'Zippy'],
  ['Robert "Bob" "Bill" Lee', 'Robert Lee', 'Bob'],
  ['Robert Lee (Bob), CPA', 'Robert Lee, CPA', 'Bob'],
  ['Lee, Ann (Annie)', 'Ann Lee', 'Annie'],
  ['Jane (PhD) Lee', 'Jane Lee', 'Jane'],
  ['Jane Lee ()', 'Jane Lee', 'Jane'],
  ['Lee "Bob"', 'Lee', 'Lee', 'one name'],
  ['(Bob)', '(Bob)', '', 'not a person'],
  ["Ann O'Neil D'Arcy", "Ann O'Neil D'Arcy", 'Ann'],
])

read('marks that a list puts around names are not said', [
  ['• Jane Roe', 'Jane Roe', 'Jane'],
  ['- Jane Roe', 'Jane Roe', 'Jane'],
  ['1. Jane Roe', 'Jane Roe', 'Jane'],
  ['123) Jane Roe', 'Jane Roe', 'Jane'],
  ['(3) Jane Roe', 'Jane Roe', 'Jane'],
  ['Attn: Jane Roe', 'Jane Roe', 'Jane'],
  ['Attn Jane Roe', 'Jane Roe', 'Jane'],
  ['Dear Jane Roe,', 'Jane Roe', 'Jane'],
  ['Dear Ms. Roe', 'Ms. Roe', 'Ms. Roe', 'no given name'],
  ['Hi Jane Roe', 'Jane Roe', 'Jane'],
  ['Hi Lo', 'Hi Lo', 'Hi'],
  ['• Dear Jane Roe', 'Jane Roe', 'Jane'],
  ['Dear Roe', 'Roe', 'Roe', 'one name'],
  ['Dear, Jane', 'Jane Dear', 'Jane'],
  ['ATTENTION : Jane Roe', 'Jane Roe', 'Jane'],
  ['Contact:Jane Roe', 'Jane Roe', 'Jane'],
  ['c/o: Jane Roe', 'Jane Roe', 'Jane'],
  ['Dear: Jane Roe', 'Jane Roe', 'Jane'],
  ['Jane Roe she/her', 'Jane Roe', 'Jane'],
  ['Jane Roe (She/Her/Hers)', 'Jane Roe', 'Jane'],
  ['Bob Lee, he / him', 'Bob Lee', 'Bob'],
  ['Jane Roe []', 'Jane Roe', 'Jane'],
  ['"Jane Roe"', 'Jane Roe', 'Jane'],
  ["'Jane Roe'", 'Jane Roe', 'Jane'],
  ['“Jane Roe”', 'Jane Roe', 'Jane'],
  ['Jane Roe,', 'Jane Roe', 'Jane'],
  [', Jane Roe', 'Jane Roe', 'Jane'],
  ['| Jane  Roe |', 'Jane Roe', 'Jane'],
  ['Sheila Heath', 'Sheila Heath', 'Sheila'],
  ['Contact Roe', 'Contact Roe', '', 'not a person'],
])

read('a company is no person, and a person with a company behind a comma is one', [
  ['Acme Inc.', 'Acme Inc.', '', 'a company'],
  ['Acme Works, Inc.', 'Acme Works, Inc.', '', 'a company'],
  ['Kerr Castings, Denver', 'Kerr Castings, Denver', '', 'a company'],
  ['Rose Acre Farms, Denver', 'Rose Acre Farms, Denver', '', 'a company'],
  ['Grace Hale, LLC', 'Grace Hale, LLC', '', 'a company'],
  ['Jane, Acme Inc.', 'Jane, Acme Inc.', '', 'a company'],
  ['Jane Roe Acme Inc.', 'Jane Roe Acme Inc.', '', 'a company'],
  ['Jane Roe, Acme Inc.', 'Jane Roe', 'Jane', 'more beside it'],
])

read('what is no name greets nobody', [
  ['', '', ''],
  ['   ', '', ''],
  [',', '', '', 'nothing'],
  ['-', '', '', 'nothing'],
  ['N/A', '', '', 'nothing'],
  ['Unknown Unknown', '', '', 'nothing'],
  ['123', '123', '', 'not a person'],
  ['jane@roe.example', 'jane@roe.example', '', 'an address'],
  ['Front Desk', 'Front Desk', '', 'not a person'],
  ['Main Roe', 'Main Roe', '', 'not a person'],
  ['The Jane Roe', 'The Jane Roe', '', 'not a person'],
  ['3M Roe', '3M Roe', '', 'not a person'],
  ['Jane2 Roe', 'Jane2 Roe', '', 'not a person'],
  ['Mr.', 'Mr.', '', 'no given name'],
])

describe('letters of a name', () => {
  it.each([
    ["ANN-MARIE O'NEIL", "Ann-Marie O'Neil"],
    ["d'angelo, ann", "Ann D'Angelo"],
    ['MCKERR, JAMES', 'James McKerr'],
    ['MARIA DE LA CRUZ', 'Maria de la Cruz'],
    ['LUDWIG VAN DYKE', 'Ludwig van Dyke'],
    ['Juan GARCÍA', 'Juan García'],
    ['JUAN GARCÍA', 'Juan García'],
    ['Juan LEE', 'Juan LEE'],
    ['SR. LOPEZ', 'Sr. Lopez'],
    ['PAT LEE-ROE', 'Pat Lee-Roe'],
    ['J.R. HALE', 'J.R. Hale'],
    ['AL ROE', 'Al Roe'],
    ['ED ROE', 'Ed Roe'],
  ])('%j are those of a letter: %j', (written, said) => expect(readName(written).name).toBe(said))
})
