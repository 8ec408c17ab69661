import type { InvitationLanguage } from './invitation.ts';

/** What the mail says, in each of its languages. It carries nothing that a sender could write beside the two names. */
export type InvitationTexts = {
  subject: (organisation: string) => string;
  reminder: (organisation: string) => string;
  greeting: (name: string) => string;
  why: (organisation: string, titles: readonly string[]) => string;
  what: string;
  ask: string;
  until: (date: string) => string;
  unsubscribe: (organisation: string) => string;
};

export const invitationTexts: Readonly<Record<InvitationLanguage, InvitationTexts>> = {
  en: {
    subject: (organisation) => `${organisation} asks you to connect your ORCID iD`,
    reminder: (organisation) => `Reminder: ${organisation} asks you to connect your ORCID iD`,
    greeting: (name) => `Dear ${name},`,
    why: (organisation, titles) =>
      titles.length === 0
        ? `${organisation} would like to name you by your own ORCID iD in what it publishes.`
        : `${organisation} names you in: ${titles.join('; ')}. It would like to do so by your own ORCID iD.`,
    what: 'ORCID gives researchers an identifier of their own that sets them apart from everyone of the same name and stays with them wherever they work. It is free. Only you can say which iD is yours: you sign in at ORCID, and this service never learns your password.',
    ask: 'To connect your iD, or to make one, follow this link. What you are asked for stands there before you decide:',
    until: (date) => `The link is for you alone and works until ${date}.`,
    unsubscribe: (organisation) =>
      `You do not want mails like this from ${organisation}? This link ends them for good:`,
  },
  de: {
    subject: (organisation) => `${organisation} bittet Sie, Ihre ORCID iD zu verbinden`,
    reminder: (organisation) => `Erinnerung: ${organisation} bittet Sie, Ihre ORCID iD zu verbinden`,
    greeting: (name) => `Guten Tag, ${name},`,
    why: (organisation, titles) =>
      titles.length === 0
        ? `${organisation} möchte Sie in ihren Veröffentlichungen mit Ihrer eigenen ORCID iD nennen.`
        : `${organisation} nennt Sie in: ${titles.join('; ')}. Das soll mit Ihrer eigenen ORCID iD geschehen.`,
    what: 'ORCID gibt Forschenden eine eigene Kennung, die sie von allen Gleichnamigen unterscheidet und überallhin begleitet. Sie ist kostenlos. Nur Sie können sagen, welche iD Ihre ist: Sie melden sich bei ORCID an, und dieser Dienst erfährt Ihr Passwort nie.',
    ask: 'Um Ihre iD zu verbinden oder eine anzulegen, folgen Sie diesem Link. Was erbeten wird, steht dort, bevor Sie entscheiden:',
    until: (date) => `Der Link ist nur für Sie und gilt bis ${date}.`,
    unsubscribe: (organisation) =>
      `Sie möchten solche Mails von ${organisation} nicht? Dieser Link beendet sie für immer:`,
  },
  es: {
    subject: (organisation) => `${organisation} le pide que conecte su ORCID iD`,
    reminder: (organisation) => `Recordatorio: ${organisation} le pide que conecte su ORCID iD`,
    greeting: (name) => `Estimado/a ${name}:`,
    why: (organisation, titles) =>
      titles.length === 0
        ? `${organisation} desea nombrarle con su propio ORCID iD en lo que publica.`
        : `${organisation} le nombra en: ${titles.join('; ')}. Desea hacerlo con su propio ORCID iD.`,
    what: 'ORCID da a quienes investigan un identificador propio que les distingue de todas las personas del mismo nombre y les acompaña dondequiera que trabajen. Es gratuito. Solo usted puede decir qué iD es el suyo: inicia sesión en ORCID, y este servicio nunca conoce su contraseña.',
    ask: 'Para conectar su iD, o crear uno, siga este enlace. Allí se explica lo que se le pide antes de que decida:',
    until: (date) => `El enlace es solo para usted y funciona hasta el ${date}.`,
    unsubscribe: (organisation) =>
      `¿No desea correos como este de ${organisation}? Este enlace los termina para siempre:`,
  },
  fr: {
    subject: (organisation) => `${organisation} vous invite à relier votre ORCID iD`,
    reminder: (organisation) => `Rappel : ${organisation} vous invite à relier votre ORCID iD`,
    greeting: (name) => `Bonjour ${name},`,
    why: (organisation, titles) =>
      titles.length === 0
        ? `${organisation} souhaite vous nommer avec votre propre ORCID iD dans ses publications.`
        : `${organisation} vous nomme dans : ${titles.join(' ; ')}. Elle souhaite le faire avec votre propre ORCID iD.`,
    what: 'ORCID donne aux chercheuses et chercheurs un identifiant personnel qui les distingue de leurs homonymes et les suit partout où ils travaillent. C’est gratuit. Vous seul pouvez dire quel iD est le vôtre : vous vous connectez chez ORCID, et ce service ne connaît jamais votre mot de passe.',
    ask: 'Pour relier votre iD, ou en créer un, suivez ce lien. Ce qui vous est demandé y figure avant que vous décidiez :',
    until: (date) => `Le lien est pour vous seul et fonctionne jusqu’au ${date}.`,
    unsubscribe: (organisation) =>
      `Vous ne voulez plus de tels courriels de ${organisation} ? Ce lien y met fin pour toujours :`,
  },
};
