import type { Gs1LinterName } from './gs1-linters.ts';

/*
 * The Application Identifiers of GS1's syntax dictionary (ff2eb4b; GS1 General Specifications section 3), as one row
 * for each AI or range: AI, data title, parts of the value, rules. What follows from the AI's number is left to the
 * code that expands the rows: predefined lengths, and that a measure excludes the other decimals of its own kind.
 */

/** One part of a value: `min` to `max` characters of a set (N digits, X CSET 82, Y CSET 39, Z base64url). */
export type Gs1Component = {
  characters: 'N' | 'X' | 'Y' | 'Z';
  min: number;
  max: number;
  optional: boolean;
  linters: readonly Gs1LinterName[];
};

/**
 * `needs`: groups of AIs of which one must be present whole ("01+21,02"); `bars`: AIs that may not be; in both, `n` is
 * any digit. `key`: a primary key of GS1 Digital Link, with its sequences of qualifiers ("22,10,21|235"). `attribute`:
 * whether the AI may stand in the query of a GS1 Digital Link, which is the rule.
 */
type Gs1Rules = { needs?: string; bars?: string; key?: string; attribute?: boolean };
export type Gs1AiRow = readonly [
  ais: string,
  title: string,
  components: readonly Gs1Component[],
  rules?: Gs1Rules,
];

const ITEM = '01,02,03,8006,8026';
const TRADE_ITEM = '01,02';
const ANY_TRADE_ITEM = '01,02,03';
const LOGISTIC = '00,01';
const MEASURED = '30,31nn,32nn,35nn,36nn';
const SERVICE_RELATION = '8017,8018';
const IMEI = '01+21+8040';
const QUALIFIER = { attribute: false } as const;

const GTIN = fixed('N', 14, 'csum', 'gcppos2');
const GLN = fixed('N', 13, 'csum', 'gcppos1');
const GSRN = fixed('N', 18, 'csum', 'gcppos1');
const SIX_DIGITS = fixed('N', 6);
const DATE = fixed('N', 6, 'yymmdd');
const DATE_OR_MONTH = fixed('N', 6, 'yymmd0');
const BIRTH_DATE = fixed('N', 8, 'yyyymmdd');
const TIME = fixed('N', 4, 'hhmi');
const COUNTRY = fixed('N', 3, 'iso3166');
const COUNTRIES = [COUNTRY, ...Array.from({ length: 4 }, () => optional(COUNTRY))];
const CURRENCY = fixed('N', 3, 'iso4217');
const AMOUNT = upTo('N', 15);
const PIECE = fixed('N', 4, 'pieceoftotal');
const YES_OR_NO = fixed('N', 1, 'yesno');
const TEMPERATURE = [SIX_DIGITS, optional(fixed('X', 1, 'hyphen'))];
const PROCESSOR = [fixed('N', 3, 'iso3166999'), upTo('X', 27)];
const TEXT_20 = upTo('X', 20);
const TEXT_30 = upTo('X', 30);
const ENCODED_35 = upTo('X', 35, 'pcenc');
const ENCODED_40 = upTo('X', 40, 'pcenc');
const ENCODED_70 = upTo('X', 70, 'pcenc');

export const gs1AiRows: readonly Gs1AiRow[] = [
  ['00', 'SSCC', [fixed('N', 18, 'csum', 'gcppos2')], { key: '' }],
  ['01', 'GTIN', [GTIN], { bars: '255,37', key: '22,10,21|235' }],
  ['02', 'CONTENT', [GTIN], { needs: '37', bars: '01,03' }],
  ['03', 'MTO GTIN', [GTIN], { bars: '01,02,37,235', attribute: false }],
  ['10', 'BATCH/LOT', [TEXT_20], { needs: ITEM }],
  ['11', 'PROD DATE', [DATE_OR_MONTH], { needs: ITEM }],
  ['12', 'DUE DATE', [DATE_OR_MONTH], { needs: '8020' }],
  ['13', 'PACK DATE', [DATE_OR_MONTH], { needs: ITEM }],
  ['15', 'BEST BEFORE or BEST BY', [DATE_OR_MONTH], { needs: ITEM }],
  ['16', 'SELL BY', [DATE_OR_MONTH], { needs: ITEM }],
  ['17', 'USE BY or EXPIRY', [DATE_OR_MONTH], { needs: '01,02,03,255,8006,8026' }],
  ['20', 'VARIANT', [fixed('N', 2)], { needs: ITEM }],
  ['21', 'SERIAL', [TEXT_20], { needs: '01,03,8006', bars: '235', attribute: false }],
  ['22', 'CPV', [TEXT_20], { needs: '01', attribute: false }],
  ['235', 'TPX', [upTo('X', 28)], { needs: '01', attribute: false }],
  ['240', 'ADDITIONAL ID', [TEXT_30], { needs: ITEM }],
  ['241', 'CUST. PART No.', [TEXT_30], { needs: ITEM }],
  ['242', 'MTO VARIANT', [upTo('N', 6)], { needs: '01,02,8006,8026' }],
  ['243', 'PCN', [TEXT_20], { needs: '01,03' }],
  ['250', 'SECONDARY SERIAL', [TEXT_30], { needs: '01+21,03+21,8006+21' }],
  ['251', 'REF. TO SOURCE', [TEXT_30], { needs: '01,03,8006' }],
  ['253', 'GDTI', [GLN, optional(upTo('X', 17))], { key: '' }],
  ['254', 'GLN EXTENSION COMPONENT', [TEXT_20], { needs: '414', attribute: false }],
  ['255', 'GCN', [GLN, optional(upTo('N', 12))], { bars: '01,02,415,8006,8020,8026', key: '' }],
  ['30', 'VAR. COUNT', [upTo('N', 8)], { needs: TRADE_ITEM }],
  ...measures(TRADE_ITEM, {
    310: 'NET WEIGHT (kg)',
    311: 'LENGTH (m)',
    312: 'WIDTH (m)',
    313: 'HEIGHT (m)',
    314: 'AREA (m²)',
    315: 'NET VOLUME (l)',
    316: 'NET VOLUME (m³)',
    320: 'NET WEIGHT (lb)',
    321: 'LENGTH (in)',
    322: 'LENGTH (ft)',
    323: 'LENGTH (yd)',
    324: 'WIDTH (in)',
    325: 'WIDTH (ft)',
    326: 'WIDTH (yd)',
    327: 'HEIGHT (in)',
    328: 'HEIGHT (ft)',
    329: 'HEIGHT (yd)',
    350: 'AREA (in²)',
    351: 'AREA (ft²)',
    352: 'AREA (yd²)',
    356: 'NET WEIGHT (tr oz)',
    357: 'NET VOLUME (oz)',
    360: 'NET VOLUME (qt (US))',
    361: 'NET VOLUME (gal.)',
    364: 'NET VOLUME (in³)',
    365: 'NET VOLUME (ft³)',
    366: 'NET VOLUME (yd³)',
  }),
  ...measures(LOGISTIC, {
    330: 'GROSS WEIGHT (kg)',
    331: 'LENGTH (m), log',
    332: 'WIDTH (m), log',
    333: 'HEIGHT (m), log',
    334: 'AREA (m²), log',
    335: 'VOLUME (l), log',
    336: 'VOLUME (m³), log',
    340: 'GROSS WEIGHT (lb)',
    341: 'LENGTH (in), log',
    342: 'LENGTH (ft), log',
    343: 'LENGTH (yd), log',
    344: 'WIDTH (in), log',
    345: 'WIDTH (ft), log',
    346: 'WIDTH (yd), log',
    347: 'HEIGHT (in), log',
    348: 'HEIGHT (ft), log',
    349: 'HEIGHT (yd), log',
    353: 'AREA (in²), log',
    354: 'AREA (ft²), log',
    355: 'AREA (yd²), log',
    362: 'VOLUME (qt (US)), log',
    363: 'VOLUME (gal (US)), log',
    367: 'VOLUME (in³), log',
    368: 'VOLUME (ft³), log',
    369: 'VOLUME (yd³), log',
  }),
  ...measures('01', { 337: 'KG PER m²' }),
  ['37', 'COUNT', [upTo('N', 8)], { needs: '00+02,00+8026' }],
  ['3900-3909', 'AMOUNT', [AMOUNT], { needs: '255,8020', bars: '390n,391n,394n,8111' }],
  ['3910-3919', 'AMOUNT', [CURRENCY, AMOUNT], { needs: '8020', bars: '391n' }],
  ['3920-3929', 'PRICE', [AMOUNT], { needs: '01+30,01+31nn,01+32nn,01+35nn,01+36nn', bars: '392n,393n' }],
  ['3930-3939', 'PRICE', [CURRENCY, AMOUNT], { needs: MEASURED, bars: '393n' }],
  ['3940-3943', 'PRCNT OFF', [fixed('N', 4)], { needs: '255', bars: '394n,8111' }],
  ['3950-3955', 'PRICE/UoM', [SIX_DIGITS], { needs: MEASURED, bars: '392n,393n,395n,8005' }],
  ['400', 'ORDER NUMBER', [TEXT_30]],
  ['401', 'GINC', [upTo('X', 30, 'gcppos1')], { key: '' }],
  ['402', 'GSIN', [fixed('N', 17, 'csum', 'gcppos1')], { key: '' }],
  ['403', 'ROUTE', [TEXT_30], { needs: '00' }],
  ['410', 'SHIP TO LOC', [GLN]],
  ['411', 'BILL TO', [GLN]],
  ['412', 'PURCHASE FROM', [GLN]],
  ['413', 'SHIP FOR LOC', [GLN]],
  ['414', 'LOC No.', [GLN], { key: '254|7040' }],
  ['415', 'PAY TO', [GLN], { needs: '8020', key: '8020' }],
  ['416', 'PROD/SERV LOC', [GLN]],
  ['417', 'PARTY', [GLN], { key: '7040' }],
  ['420', 'SHIP TO POST', [TEXT_20], { bars: '421' }],
  ['421', 'SHIP TO POST', [COUNTRY, upTo('X', 9)], { bars: '4307' }],
  ['422', 'ORIGIN', [COUNTRY], { needs: ITEM, bars: '426' }],
  ['423', 'COUNTRY - INITIAL PROCESS', COUNTRIES, { needs: ANY_TRADE_ITEM, bars: '426' }],
  ['424', 'COUNTRY - PROCESS', [COUNTRY], { needs: ANY_TRADE_ITEM, bars: '426' }],
  ['425', 'COUNTRY - DISASSEMBLY', COUNTRIES, { needs: ANY_TRADE_ITEM, bars: '426' }],
  ['426', 'COUNTRY - FULL PROCESS', [COUNTRY], { needs: ANY_TRADE_ITEM }],
  ['427', 'ORIGIN SUBDIVISION', [upTo('X', 3)], { needs: '01+422,02+422,03+422' }],
  ['4300', 'SHIP TO COMP', [ENCODED_35], { needs: '00' }],
  ['4301', 'SHIP TO NAME', [ENCODED_35], { needs: '00' }],
  ['4302', 'SHIP TO ADD1', [ENCODED_70], { needs: '00' }],
  ['4303', 'SHIP TO ADD2', [ENCODED_70], { needs: '4302' }],
  ['4304', 'SHIP TO SUB', [ENCODED_70], { needs: '00' }],
  ['4305', 'SHIP TO LOC', [ENCODED_70], { needs: '00' }],
  ['4306', 'SHIP TO REG', [ENCODED_70], { needs: '00' }],
  ['4307', 'SHIP TO COUNTRY', [fixed('X', 2, 'iso3166alpha2')], { needs: '00' }],
  ['4308', 'SHIP TO PHONE', [TEXT_30], { needs: '00' }],
  ['4309', 'SHIP TO GEO', [fixed('N', 10, 'latitude'), fixed('N', 10, 'longitude')], { needs: '00' }],
  ['4310', 'RTN TO COMP', [ENCODED_35], { needs: '00' }],
  ['4311', 'RTN TO NAME', [ENCODED_35], { needs: '00' }],
  ['4312', 'RTN TO ADD1', [ENCODED_70], { needs: '00' }],
  ['4313', 'RTN TO ADD2', [ENCODED_70], { needs: '4312' }],
  ['4314', 'RTN TO SUB', [ENCODED_70], { needs: '00' }],
  ['4315', 'RTN TO LOC', [ENCODED_70], { needs: '00' }],
  ['4316', 'RTN TO REG', [ENCODED_70], { needs: '00' }],
  ['4317', 'RTN TO COUNTRY', [fixed('X', 2, 'iso3166alpha2')], { needs: '00' }],
  ['4318', 'RTN TO POST', [TEXT_20], { needs: '00' }],
  ['4319', 'RTN TO PHONE', [TEXT_30], { needs: '00' }],
  ['4320', 'SRV DESCRIPTION', [ENCODED_35], { needs: '00' }],
  ['4321', 'DANGEROUS GOODS', [YES_OR_NO], { needs: '00' }],
  ['4322', 'AUTH TO LEAVE', [YES_OR_NO], { needs: '00' }],
  ['4323', 'SIG REQUIRED', [YES_OR_NO], { needs: '00' }],
  ['4324', 'NOT BEF DEL DT', [DATE_OR_MONTH, TIME], { needs: '00' }],
  ['4325', 'NOT AFT DEL DT', [DATE_OR_MONTH, TIME], { needs: '00' }],
  ['4326', 'REL DATE', [DATE], { needs: '00' }],
  ['4330', 'MAX TEMP F.', TEMPERATURE, { needs: '00', bars: '4331' }],
  ['4331', 'MAX TEMP C.', TEMPERATURE, { needs: '00', bars: '4330' }],
  ['4332', 'MIN TEMP F.', TEMPERATURE, { needs: '00', bars: '4333' }],
  ['4333', 'MIN TEMP C.', TEMPERATURE, { needs: '00', bars: '4332' }],
  ['7001', 'NSN', [fixed('N', 13)], { needs: '01,02,8006,8026' }],
  ['7002', 'MEAT CUT', [TEXT_30], { needs: TRADE_ITEM }],
  ['7003', 'EXPIRY TIME', [DATE, TIME], { needs: ANY_TRADE_ITEM }],
  ['7004', 'ACTIVE POTENCY', [upTo('N', 4)], { needs: '01+10,03+10' }],
  ['7005', 'CATCH AREA', [upTo('X', 12)], { needs: TRADE_ITEM }],
  ['7006', 'FIRST FREEZE DATE', [DATE], { needs: TRADE_ITEM }],
  ['7007', 'HARVEST DATE', [DATE, optional(DATE)], { needs: TRADE_ITEM }],
  ['7008', 'AQUATIC SPECIES', [upTo('X', 3)], { needs: TRADE_ITEM }],
  ['7009', 'FISHING GEAR TYPE', [upTo('X', 10)], { needs: TRADE_ITEM }],
  ['7010', 'PROD METHOD', [upTo('X', 2)], { needs: ANY_TRADE_ITEM }],
  ['7011', 'TEST BY DATE', [DATE, optional(TIME)], { needs: ANY_TRADE_ITEM }],
  ['7020', 'REFURB LOT', [TEXT_20], { needs: '01+416,03+416,8006+416' }],
  ['7021', 'FUNC STAT', [TEXT_20], { needs: '01,03,8006' }],
  ['7022', 'REV STAT', [TEXT_20], { needs: '01+7021,03+7021,8006+7021' }],
  ['7023', 'GIAI - ASSEMBLY', [upTo('X', 30, 'gcppos1')]],
  ...numbered('7030', 10, (index) => `PROCESSOR # ${index}`, PROCESSOR, TRADE_ITEM),
  ['7040', 'UIC+EXT', [fixed('N', 1), fixed('X', 1), fixed('X', 1), fixed('X', 1, 'importeridx')], QUALIFIER],
  ['7041', 'UFRGT UNIT TYPE', [upTo('X', 4, 'packagetype')], { needs: '00', attribute: false }],
  ['710', 'NHRN PZN', [TEXT_20], { needs: '01' }],
  ['711', 'NHRN CIP', [TEXT_20], { needs: '01' }],
  ['712', 'NHRN CN', [TEXT_20], { needs: '01' }],
  ['713', 'NHRN DRN', [TEXT_20], { needs: '01' }],
  ['714', 'NHRN AIM', [TEXT_20], { needs: '01' }],
  ['715', 'NHRN NDC', [TEXT_20], { needs: '01' }],
  ['716', 'NHRN AIC', [TEXT_20], { needs: '01' }],
  ['717', 'NHRN SRN', [TEXT_20], { needs: '01' }],
  ...numbered('7230', 10, (index) => `CERT # ${index + 1}`, [fixed('X', 2), upTo('X', 28)], '01,8004'),
  ['7240', 'PROTOCOL', [TEXT_20], { needs: '01,8006', bars: '03' }],
  ['7241', 'AIDC MEDIA TYPE', [fixed('N', 2, 'mediatype')], { needs: SERVICE_RELATION }],
  ['7242', 'VCN', [upTo('X', 25)], { needs: SERVICE_RELATION }],
  ['7250', 'DOB', [BIRTH_DATE], { needs: '8018', bars: '7251' }],
  ['7251', 'DOB TIME', [BIRTH_DATE, TIME], { needs: '8018', bars: '7250' }],
  ['7252', 'BIO SEX', [fixed('N', 1, 'iso5218')], { needs: '8018' }],
  ['7253', 'FAMILY NAME', [ENCODED_40], { needs: SERVICE_RELATION, bars: '7256,7259' }],
  ['7254', 'GIVEN NAME', [ENCODED_40], { needs: SERVICE_RELATION, bars: '7256,7259' }],
  ['7255', 'SUFFIX', [upTo('X', 10)], { needs: SERVICE_RELATION, bars: '7256,7259' }],
  ['7256', 'FULL NAME', [upTo('X', 90, 'pcenc')], { needs: SERVICE_RELATION }],
  ['7257', 'PERSON ADDR', [ENCODED_70], { needs: '8018' }],
  ['7258', 'BIRTH SEQUENCE', [fixed('X', 3, 'posinseqslash')], { needs: '8018+7259' }],
  ['7259', 'BABY', [ENCODED_40], { needs: '8018', bars: '7256' }],
  [
    '8001',
    'DIMENSIONS',
    [
      fixed('N', 4, 'nonzero'),
      fixed('N', 5, 'nonzero'),
      fixed('N', 3, 'nonzero'),
      fixed('N', 1, 'winding'),
      fixed('N', 1),
    ],
    { needs: '01' },
  ],
  ['8002', 'CMT No.', [TEXT_20]],
  ['8003', 'GRAI', [fixed('N', 1, 'zero'), GLN, optional(upTo('X', 16))], { key: '' }],
  ['8004', 'GIAI', [upTo('X', 30, 'gcppos1')], { key: '7040' }],
  ['8005', 'PRICE PER UNIT', [SIX_DIGITS], { needs: TRADE_ITEM }],
  ['8006', 'ITIP', [GTIN, PIECE], { bars: '01,03,37', key: '22,10,21' }],
  ['8007', 'IBAN', [upTo('X', 34, 'iban')], { needs: '415' }],
  [
    '8008',
    'PROD TIME',
    [DATE, fixed('N', 2, 'hh'), optional(fixed('N', 2, 'mi')), optional(fixed('N', 2, 'ss'))],
    { needs: ANY_TRADE_ITEM },
  ],
  ['8009', 'OPTSEN', [upTo('X', 50)], { needs: '00,01,03' }],
  ['8010', 'CPID', [upTo('Y', 30, 'gcppos1')], { key: '8011' }],
  ['8011', 'CPID SERIAL', [upTo('N', 12, 'nozeroprefix')], { needs: '8010', attribute: false }],
  ['8012', 'VERSION', [TEXT_20], { needs: '01,03,8006' }],
  ['8013', 'GMN', [upTo('X', 25, 'csumalpha', 'gcppos1')], { key: '' }],
  ['8014', 'MUDI', [upTo('X', 25, 'csumalpha', 'gcppos1', 'hasnondigit')], { needs: '01', attribute: false }],
  ['8017', 'GSRN - PROVIDER', [GSRN], { bars: '8018', key: '8019' }],
  ['8018', 'GSRN - RECIPIENT', [GSRN], { bars: '8017', key: '8019' }],
  ['8019', 'SRIN', [upTo('N', 10)], { needs: SERVICE_RELATION, attribute: false }],
  ['8020', 'REF No.', [upTo('X', 25)], { needs: '415', attribute: false }],
  ['8026', 'ITIP CONTENT', [GTIN, PIECE], { needs: '37', bars: '02,03,8006' }],
  [
    '8030',
    'DIGSIG',
    [upTo('Z', 90)],
    { needs: '00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018' },
  ],
  ['8040', 'IMEI', [fixed('N', 15)], { needs: '01+21', attribute: false }],
  ['8041', 'IMEI2', [fixed('N', 15)], { needs: IMEI, attribute: false }],
  ['8042', 'ESIM', [fixed('N', 32)], { needs: IMEI, attribute: false }],
  ['8043', 'PSIM', [fixed('N', 18), optional(upTo('N', 2))], { needs: IMEI, attribute: false }],
  ['8110', '', [upTo('X', 70, 'couponcode')]],
  ['8111', 'POINTS', [fixed('N', 4)], { needs: '255' }],
  ['8112', '', [upTo('X', 70, 'couponposoffer')]],
  ['8200', 'PRODUCT URL', [upTo('X', 70)], { needs: '01', attribute: false }],
  ['90', 'INTERNAL', [TEXT_30]],
  ['91-99', 'INTERNAL', [upTo('X', 90)]],
];

function fixed(
  characters: Gs1Component['characters'],
  length: number,
  ...linters: Gs1LinterName[]
): Gs1Component {
  return { characters, min: length, max: length, optional: false, linters };
}

function upTo(
  characters: Gs1Component['characters'],
  max: number,
  ...linters: Gs1LinterName[]
): Gs1Component {
  return { characters, min: 1, max, optional: false, linters };
}

function optional(component: Gs1Component): Gs1Component {
  return { ...component, optional: true };
}

/** The six digits of a measure; the AI's last digit says where its decimal point is. */
function measures(needs: string, titles: Record<string, string>): Gs1AiRow[] {
  return Object.entries(titles).map(([kind, title]): Gs1AiRow => {
    return [`${kind}0-${kind}5`, title, [SIX_DIGITS], { needs, bars: `${kind}n` }];
  });
}

function numbered(
  first: string,
  count: number,
  titleOf: (index: number) => string,
  components: readonly Gs1Component[],
  needs: string,
): Gs1AiRow[] {
  return Array.from({ length: count }, (_, index): Gs1AiRow => {
    return [String(Number(first) + index), titleOf(index), components, { needs }];
  });
}
