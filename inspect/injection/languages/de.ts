import type { Lexicon } from '../lexicon.ts';
import { forms, terms } from './forms.ts';

/** Imperative, infinitive (also of a formal order: "senden Sie"), participle of duty; "sendet" describes. */
const verb = (stems: string): string => forms(stems, 'e,en,end,ende,enden');
/** Their participles, of verbs that take "ge". */
const done = (stems: string): string => forms(forms('ge', stems), 't,te,ten,tes');
/** Separable verbs, written together: "weiterleiten", "weiterzuleiten", "weitergeleitet". */
const split = (before: string, stems: string): string =>
  terms(
    forms(forms(before, stems), 'en'),
    forms(forms(forms(before, 'zu'), stems), 'en'),
    forms(forms(forms(before, 'ge'), stems), 't,en'),
  );

const NOT =
  'nicht, nie, niemals, kein, keine, keinen, keinem, keiner, keines, keinesfalls, auf keinen fall, unter keinen umständen, nichts, nix, niemand, niemandem, niemanden, keinerlei';

export const de: Lexicon = {
  language: 'de',
  words: {
    ignore: terms(
      verb(
        'ignorier,missacht,vernachlässig,verwerf,verdräng,umgeh,übergeh,unterlauf,aufheb,ausblend,überschreib',
      ),
      split('aus', 'blend,hebel'),
      'ignoriert werden, zu ignorieren, ignorierst, vergiss, vergesst, vergessen, vergesse, verwirf, übergeh, überschreibe, überschreiben, setze dich hinweg, setzen sie sich, hinwegsetzen, hinwegzusetzen, außer acht, ausser acht, außer kraft, ausser kraft, lass außer, lassen sie außer, beachte nicht, beachten sie nicht, nicht beachten, nicht zu beachten, nicht mehr beachten, nicht länger beachten, befolge nicht, befolgen sie nicht, nicht befolgen, nicht mehr befolgen, folge nicht, folgen sie nicht, folge nicht mehr, nicht länger folgen, nicht mehr folgen, nicht mehr gültig, nicht länger gültig, gelten nicht mehr, gilt nicht mehr, gelten nicht länger, gilt nicht länger, nicht mehr gebunden, nicht gebunden an, nicht länger gebunden, sind aufgehoben, ist aufgehoben, sind hinfällig, ist hinfällig, hinfällig, sind ungültig, ist ungültig, sind nichtig, ist nichtig, verlieren ihre gültigkeit, verliert seine gültigkeit, erlischt, erlöschen, treten außer kraft, tritt außer kraft, werden ersetzt durch, wird ersetzt durch, ersetzt alle, ersetzen alle, haben vorrang, hat vorrang, vorrang vor, gilt vor allen, gehen vor, geht vor, als erledigt, als gegenstandslos, gegenstandslos, schlag in den wind, lass alles, lassen sie alles, pfeif auf, frei von, befreit von, entbunden von, ohne rücksicht auf, unbeachtet, scher dich nicht, kümmere dich nicht, kümmern sie sich nicht, brich mit, halte dich nicht, halten sie sich nicht',
    ),
    obey: 'gehorche, gehorchen, gehorch, befolge, befolgen, befolgt werden, zu befolgen, folge, folgen sie, folgt ausschließlich, halte dich an, halten sie sich an, halte dich strikt, sich halten an, richte dich nach, richten sie sich, richten sich, führe die folgenden, führe folgende, führen sie die folgenden, führen sie folgende, setze um, setzen sie um, umzusetzen, handle nach, handeln sie nach, einhalten, einzuhalten, leiste folge, leisten sie folge',
    tell: terms(
      verb(
        'erwähn,informier,benachrichtig,zeig,offenbar,verrat,erklär,erzähl,nenn,meld,warn,unterricht,erläuter,thematisier,mitteil,kommunizier,präsentier,enthüll',
      ),
      done('zeig,meld,nenn,warn,sag'),
      split('mit', 'teil'),
      split('an', 'zeig,kündig,sprech,merk'),
      split('hin', 'weis'),
      split('offen', 'leg'),
      split('preis', 'geb'),
      split('dar', 'stell'),
      split('auf', 'führ,list,deck,klär'),
      'sag, sage, sagen, sagst, zu sagen, gesagt, erzähl, erzählt werden, erwähnt, erwähnst, erwähnt werden, erwähnung, erwähn, informiert, informiert werden, benachrichtigt werden, verrate, verraten, verrätst, verrat, offengelegt, teile mit, teilen sie mit, teil mit, zeig, zeigt, zu zeigen, weise darauf, weisen sie darauf, mitgeteilt, hinweisen, hinweis geben, hinweist, sprich, sprechen sie, sprich nicht, davon sprechen, berichte, berichten, zu berichten, bescheid, bescheid geben, in kenntnis, in kenntnis setzen, wissen lassen, lass wissen, lassen sie wissen, wissen, weiß davon, erfahren, erfährt, erfahre, erfahren soll, merken, merkt, bemerken, bemerkt, mitbekommen, mitbekommt, mitkriegen, mitkriegt, sehen, sieht, zu sehen bekommen, zu gesicht, sichtbar machen, kundtun, taucht auf, auftauchen, aufzutauchen, taucht im, auftaucht, erscheint, erscheinen, bestätigen, weihe ein, einweihen, aufgeklärt, aufmerksam machen, aufmerksam, zur kenntnis, gegenüber erwähnen, ausplaudern, gib preis, geben sie preis, plaudere, verlier kein wort, verliere kein wort, ein wort über, anmerken',
    ),
    hide: terms(
      verb(
        'verheimlich,verschweig,verberg,versteck,verdeck,vertusch,verschleier,unterschlag,kaschier,tarn,unterdrück',
      ),
      split('geheim', 'halt'),
      split('zurück', 'halt'),
      'verbirg, verschweigt, verborgen, verborgen bleiben, heimlich, insgeheim, im geheimen, unbemerkt, unauffällig, stillschweigend, verdeckt, diskret, in aller stille, im stillen, hinter dem rücken, im hintergrund, hinter den kulissen, unter der hand, klammheimlich, ohne wissen, ohne das wissen, ohne dessen wissen, ohne ihr wissen, ohne sein wissen, ohne dass der nutzer, ohne dass der benutzer, ohne dass der anwender, ohne dass die nutzerin, ohne dass der kunde, ohne dass jemand, ohne dass es jemand, ohne dass der mensch, ohne dass die person, ohne dass sie es, ohne dass er es, ohne es zu erwähnen, ohne es zu sagen, ohne dies zu erwähnen, ohne dies dem, ohne das zu erwähnen, ohne darauf hinzuweisen, ohne den nutzer zu, ohne den benutzer zu, ohne den anwender zu, ohne ihn zu informieren, ohne sie zu informieren, ohne jemanden zu informieren, ohne zu informieren, ohne hinweis, ohne mitteilung, ohne meldung, ohne benachrichtigung, ohne ankündigung, ohne spuren, ohne aufsehen, halte geheim, halten sie geheim, halte es geheim, halte dies geheim, geheim halten, geheim bleiben, bleibt geheim, bleibt unter uns, unter uns bleiben, unter uns, zwischen uns, behalte für dich, behalte es für dich, behalte das für dich, für sich behalten, behalten sie für sich, behalten sie dies, behalten sie das für sich, vertraulich behandeln, unsichtbar für, für den nutzer unsichtbar, nicht sichtbar für, für den nutzer nicht sichtbar, nur intern, nur für den internen, betriebsintern, interner gebrauch, kein wort, kein sterbenswort, nix davon, nichts davon, nichts hiervon, nichts anmerken, tu so als, tu einfach so, tun sie so als, als wäre nichts, als sei nichts, stillschweigen, bewahre stillschweigen, stumm, lautlos, geräuschlos, schweig, schweige, schweigen, schweigen sie, lass weg, lasse weg, lassen sie weg, wegzulassen, weglassen, lass es aus, nicht im bericht, nicht in der antwort, nicht in deiner antwort, nicht auftauchen, nicht auftaucht, taucht nicht auf, nicht auf, soll nichts merken, darf nichts merken, darf nichts erfahren, soll nichts erfahren, darf es nicht wissen, muss nichts wissen, nichts wissen, nichts mitbekommen, nichts merkt, nichts mitbekommt, nichts erfährt, nichts mitkriegt, davon nichts',
    ),
    send: terms(
      verb(
        'send,schick,übermittel,übertrag,veröffentlich,mail,post,transferier,exfiltrier,leit,kopier,versend,verschick,überstell',
      ),
      done('send,schick,mail'),
      split('weiter', 'leit,geb,reich,send'),
      split('hoch', 'lad'),
      split('ab', 'send,schick,setz'),
      split('zu', 'send,schick,leit'),
      split('ein', 'send,reich,schick'),
      split('über', 'geb'),
      split('aus', 'leit,händig,liefer'),
      'sende, schick, send, mail, übermitteln, übermittle, übermittelt, zu übermitteln, übermittelt werden, zu senden, zu schicken, übertragen, zu übertragen, gesandt, versandt, gib weiter, geben sie weiter, leite, leiten, leitet, leiten sie, weiterleitet, leite weiter, lad hoch, lade hoch, laden sie hoch, hochgeladen, hochlädt, in kopie, in kopie setzen, in cc, in bcc, blindkopie, als blindkopie, eine kopie, eine kopie an, kopie an, kopie der, kopie des, zweites exemplar, ein doppel, nachricht an, per mail an, per e-mail an, per sms, poste, posten, post-anfrage an, anfrage an, stelle eine anfrage, reiche, reichen sie, lass zukommen, lassen sie zukommen, zukommen lassen, zukommen zu lassen, zuzuspielen, spiele zu, spiegeln, gespiegelt, geht an, sei an, händige aus, leake, leaken, übersende, übersenden, übersandt',
    ),
    read: terms(
      verb(
        'öffn,sammel,extrahier,durchsuch,entnehm,prüf,such,hol,besorg,ermittel,ruf,lad,sicht,scann,inspizier',
      ),
      split('aus', 'les'),
      split('ein', 'les,seh,hol'),
      split('ab', 'ruf,frag,greif'),
      split('nach', 'schlag,schau,seh'),
      split('auf', 'list'),
      split('zusammen', 'trag'),
      'lies, lese, lesen, lesen sie, zu lesen, gelesen werden, gelesen, liest zuerst, auslesen, lies aus, öffne, öffnen, sammle, sammeln, hole, hol, rufe, rufe ab, ruf ab, rufen sie ab, schlag nach, schau in, schauen sie in, schau nach, sieh nach, greife auf, greifen sie auf, zugreifen, zuzugreifen, greife zu, suche nach, suchen sie nach, finde, finden sie, entnimm, entnehmen, trage zusammen, tragen sie zusammen, liste auf, listen sie auf, durchforste, durchforsten, verschaff dir, verschaffe dir, beschaffe, beschaffen, besorg, lade, laden sie, zieh, ziehe, ziehen sie, kratze zusammen, nimm, nehmen sie',
    ),
    call: 'rufe, rufen sie, ruf, aufrufen, aufzurufen, aufgerufen werden, aufgerufen, aufruf, aufrufe, benutze, benutzen, nutze, nutzen, nutz, zu nutzen, genutzt werden, verwende, verwenden, verwendet werden, zu verwenden, verwendest, gebrauche, gebrauchen, setze ein, setzen sie ein, einsetzen, einzusetzen, befrage, befragen, zu befragen, konsultiere, konsultieren, greif auf, greife auf, greifen sie auf, zurückgreifen, zurückzugreifen, anwenden, anzuwenden, wende an, wenden sie an, triggere, ansteuern, anzusteuern, löse aus, lösen sie aus, auslösen, auszulösen, bediene dich, bedienen sie sich, nimm, abfragen, abzufragen',
    include: terms(
      verb('ergänz,kopier,zitier,schreib,trag,hinterleg,kodier,codier,beleg,einfüg,übergeb'),
      split('ein', 'füg,trag,setz,bau,bind,schließ,bett'),
      split('hinzu', 'füg'),
      split('bei', 'füg,leg'),
      split('an', 'häng,füg,geb,heft'),
      split('mit', 'geb,schick,send,liefer'),
      split('aus', 'füll'),
      split('nach', 'reich'),
      split('wieder', 'geb'),
      split('über', 'nehm'),
      'füge, fügen sie, füg, hänge, hängen, häng, hängen sie, hänge an, trage ein, tragen sie ein, gib an, gib, geben sie, geben sie an, gib zurück, geben sie zurück, zurückgeben, zurückzugeben, angeben, anzugeben, setze, setzen sie, setz, packe, packen sie, pack, stecke, stecken sie, übergib, übergebe, übergeben, übergeben sie, zu übergeben, übergeben werden, liefere, liefern sie, stelle bereit, stellen sie bereit, bereitstellen, schreibe, schreib, schreiben sie, lege, legen sie, fülle, füllen sie, befülle, befüllen, zu befüllen, reiche nach, kopiere, nimm auf, nehmen sie auf, aufnehmen, aufzunehmen, mit aufnehmen, enthalten muss, muss enthalten, enthält den vollständigen, gehört hinein, gehört hier, baue ein, bette ein, einfügen, voranstellen, voranzustellen, stelle voran, stellen sie voran, binde ein, schließe ein, schließen sie ein, gib wieder, geben sie wieder, bringe unter, bringen sie unter, notiere',
    ),
    change: terms(
      verb('änder,ersetz,modifizier,verändere,tausch,ändern,manipulier,aktualisier,bearbeit,konfigurier'),
      split('um', 'leit,schreib,stell,wandel,lenk,änder'),
      split('aus', 'tausch,wechsel'),
      split('ab', 'änder,wandel'),
      'ändern, ändere, abändern, verändern, zu ändern, zu ersetzen, ersetzt werden, wird ersetzt, werden ersetzt, geändert werden, ausgetauscht, setze auf, setzen sie auf, stelle auf, stellen sie auf, stell um, lenke um, lenken sie um, leite um, leiten sie um, schreibe um, schreiben sie um, stattdessen setzen, tausche aus, tauschen sie aus, überschreibe, überschreiben, runde auf, aufgerundet',
    ),
    store: terms(
      verb('speicher,notier,protokollier,dokumentier,archivier,vermerk,merk,sicher,schreib'),
      split('ab', 'speicher,leg'),
      split('auf', 'zeichn,bewahr,schreib'),
      split('fest', 'halt'),
      'speichern, zu speichern, gespeichert werden, abspeichern, speichere, sichere, sichern sie, merke dir, merk dir, merken sie sich, sich merken, merke es, behalte, behalten sie, behalte im gedächtnis, im gedächtnis behalten, in erinnerung behalten, erinnere dich, erinnern sie sich, nimm auf, nimm in dein gedächtnis, in dein gedächtnis, in deine erinnerung, in dauerhafte erinnerung, ins gedächtnis, schreibe in, schreiben sie in, schreib in, lege ab, legen sie ab, zeichne auf, zeichnen sie auf, halte fest, halten sie fest, trage ein, lege eine datei, lege eine datei an, erstelle eine datei, erstellen sie eine datei, anlegen, anzulegen, lege an, vermerken, logge, loggen, mitschreiben, mitzuschreiben, mitloggen, mitprotokollieren',
    ),
    install: terms(
      verb('installier,download'),
      split('herunter', 'lad'),
      split('nach', 'lad,installier'),
      'installiert werden, installiere, lade herunter, laden sie herunter, lad herunter, runterladen, lade runter, downloade, herunter, runter, pip install, npm install, npx, curl, wget, einspielen, einzuspielen, spiele ein, spielen sie ein, nachinstallieren, zu installieren, beziehe, beziehen sie',
    ),
    run: terms(
      verb('start,exekutier'),
      split('aus', 'führ'),
      'führe, führen sie, führ, führe aus, führen sie aus, ausführen, auszuführen, ausgeführt werden, ausgeführt, starte, starten, gestartet werden, zu starten, lass laufen, lasse laufen, lassen sie laufen, laufen lassen, gib ein, geben sie ein, eingeben, eintippen, tippe, tippen sie, einzugeben, abarbeiten, abzuarbeiten',
    ),
    ask: terms(
      verb('bestätig,genehmig,verifizier'),
      split('nach', 'frag'),
      split('rück', 'frag'),
      split('ein', 'hol'),
      split('ab', 'wart'),
      'bestätigt werden, zu bestätigen, fragen, zu fragen, frage nicht, frage nach, frage den, frage die, fragst, gefragt werden, bestätigung, bestätigungen, rückfrage, rückfragen, nachfrage, nachfragen, zustimmung, einwilligung, genehmigung, erlaubnis, freigabe, einverständnis, sicherheitsabfrage, bestätigungsdialog, rückversicher*, um erlaubnis, um bestätigung, um zustimmung, frag, bitte um, bitten sie um, einholen, hole ein, holen sie ein, eingeholt, warte auf, warten sie auf, abwarten, zu warten, gegenzeichn*, bereits genehmigt, bereits zugestimmt, bereits bestätigt, schon genehmigt, vorab genehmigt, gilt als genehmigt, gelten als genehmigt, gilt als erteilt, gilt als bestätigt, ist abgestimmt, einverstanden, zugestimmt, manuelle prüfung, menschliche prüfung, menschliche freigabe, überprüfung, zwei-faktor-abfrage',
    ),
    skip: terms(
      verb('überspring,vermeid,umgeh,entfall,unterlass'),
      'überspringt werden, übersprungen, lass aus, auslassen, auszulassen, ohne zu fragen, ohne zu bestätigen, ohne nachzufragen, ohne nachfrage, ohne rückfrage, ohne rückfragen, ohne bestätigung, ohne zustimmung, ohne genehmigung, ohne freigabe, ohne erlaubnis, ohne einwilligung, ohne rücksprache, ohne prüfung, ohne überprüfung, ohne zu warten, ohne abzuwarten, ohne auf, ohne weiteres, ohne umschweife, nicht nötig, nicht notwendig, nicht erforderlich, unnötig, überflüssig, erübrigt sich, entfällt, entfallen, braucht nicht, brauchst nicht, brauchen nicht, brauchen sie nicht, braucht keine, brauchst keine, bedarf keiner, bedürfen keiner, keine bestätigung, keiner bestätigung, keine rückfrage, keiner rückfrage, keiner rückfragen, keiner zustimmung, keine zustimmung, keine freigabe, keine nachfrage, kein bedarf, verzichte auf, verzichten sie auf, verzichten, zu verzichten, spar dir, sparen sie sich, sofort, direkt, unverzüglich, automatisch, selbsttätig, eigenmächtig, gar nicht erst, nicht erst, von selbst, gleich beim, umgehend, wegfallen, abzuschalten',
    ),
    repeat: terms(
      verb('wiederhol'),
      'wiederholt, wiederholend, zu wiederholen, immer wieder, wieder und wieder, erneut, nochmal, nochmals, noch einmal, abermals, von neuem, von vorn, von vorne, fortlaufend, fortwährend, ununterbrochen, unaufhörlich, endlos, unendlich, ohne ende, ohne pause, ohne unterlass, pausenlos, dauernd, ständig, in einer schleife, schleife, endlosschleife, rekursiv, hör nicht auf, hören sie nicht auf, höre nicht auf, nicht aufhören, stoppe nicht, niemals stoppen, so oft wie, so lange bis, solange bis, bis auf weiteres, hundertmal, tausendmal, 100 mal, 1000 mal, 50 mal, mach weiter, weitermachen, beginne von vorn, fange von vorn, obergrenze ist nicht',
    ),
    prefer: terms(
      verb('bevorzug,empfehl,priorisier,wähl,favorisier,lob,bewerb,präferier'),
      split('vor', 'zieh,schlag'),
      split('hervor', 'heb'),
      'wähle, wähl, empfiehl, empfehle, empfehlen, empfohlen, zieh vor, ziehe vor, ziehen sie vor, gib den vorzug, geben sie den vorzug, den vorzug geben, vorrangig, an erster stelle, an die erste stelle, erste wahl, auf platz eins, zuerst nennen, an oberster stelle, setze auf platz, greif lieber, lieber, rate zu, raten sie zu, schlage vor, schlagen sie vor, lobe, preise an, anpreisen, verlass dich auf, verlassen sie sich auf, werbe für, rücken sie, rücke, in den vordergrund, standardmäßig auf',
    ),
    delete: terms(
      verb(
        'lösch,entfern,stornier,deinstallier,vernichte,vernicht,zerstör,widerruf,kündig,leer,beend,schließ,deaktivier',
      ),
      'löscht alle, zu löschen, gelöscht werden, entfernt werden, storniere, lösch, wirf weg, leere, leeren sie, kündige, kündigen, gekündigt, sag ab, sage ab, sagen sie ab, absagen, abzusagen, abbestellen, abmelden, beende, schließe, räume leer, tilge, tilgen, streiche, streichen sie, zu streichen, rückgängig',
    ),
    pay: terms(
      verb('bezahl,zahl,überweis,kauf,bestell,buch,reservier,spend,investier,transferier,abonnier,erwerb'),
      'zu zahlen, überwiesen, überweisung, kaufe, kauf, bestelle, bestell, buche, buch, bezahlt werden, gekauft, bestellt werden, tätige eine überweisung, löse eine überweisung, führe eine überweisung, schließe ein abo, in auftrag geben, gib in auftrag, erwirb, schließ ab, abschließen, begleiche, begleichen, in den warenkorb',
    ),
    grant: terms(
      verb('gewähr,erteil,erlaub,entsperr,autorisier,aktivier,deaktivier,ermächtig'),
      split('frei', 'geb,schalt,schalte'),
      split('ein', 'lad,räum,schalt'),
      split('ab', 'schalt,stell'),
      split('aus', 'schalt'),
      'gib frei, geben sie frei, gib zugriff, zugriff geben, zugriff gewähren, zugriff erteilen, zugang gewähren, gewähre zugriff, erteile, räume ein, räumen sie ein, lade ein, laden sie ein, lädst ein, schalte frei, schalten sie frei, freigeschaltet, schalte ab, schalten sie ab, schalte aus, schalten sie aus, schalte ein, entriegle, entriegeln, entsperre, öffentlich machen, mach öffentlich, mache öffentlich, machen sie öffentlich, teile mit, teile den, füge als, hebe den schutz, hebe die sperre, aufheben, setze auf öffentlich, auf vollzugriff, vollzugriff, stelle auf öffentlich, befördere, ernenne, weise zu, berechtige, berechtigen, ziehe den schutz',
    ),
    reply: terms(
      verb('antwort,beantwort,erwider,behaupt,bewert,formulier'),
      split('aus', 'geb'),
      'antworte, antworten sie, antwort mit, antworte mit, antworte nur, antworte ausschließlich, antworten mit, zu beantworten, gib aus, geben sie aus, ausgeben, auszugeben, beginne deine antwort, beginnen sie ihre antwort, beginne jede antwort, beende deine antwort, beende jede antwort, sag dem nutzer dass, sage dem nutzer dass, sagen sie dem nutzer dass, sage ihm, sag ihm, behaupte, schreibe nur, schreib nur, schreiben sie nur, einfach schreiben, schreibe als antwort, deine antwort muss, deine antwort soll, ihre antwort muss, ihre antwort soll, gib fünf sterne, fünf stern*, 5 sterne, bewertung fünf, erkläre ihm, gib als antwort',
    ),
    pretend: terms(
      verb('simulier'),
      'tu so, tu so als, tue so, tun sie so, so tun als, gib vor, geben sie vor, vorgeben, vorzugeben, du bist jetzt, du bist nun, du bist ab jetzt, du bist ab sofort, sie sind jetzt, sie sind nun, sie sind ab, von nun an bist du, ab jetzt bist du, ab sofort bist du, verhalte dich wie, verhalte dich als, verhalten sie sich wie, verhalten sie sich als, benimm dich wie, agiere als, agieren sie als, handle als, handeln sie als, fungiere als, fungieren sie als, arbeitet als, arbeitet fortan als, arbeite als, arbeiten sie als, spiele die rolle, spielen sie die rolle, spiel die rolle, in der rolle, nimm die rolle, nehmen sie die rolle, übernimm die rolle, übernehmen sie die rolle, schlüpfe in, schlüpfen sie in, stell dir vor du, stellen sie sich vor, werde zu, werde zum, verwandle dich, wechsle in den, wechseln sie in den, wechsel in, entwicklermodus, adminmodus, wartungsmodus, debugmodus, gottmodus, im entwicklermodus, uneingeschränkter modus, uneingeschränkt, ohne einschränkung, ohne einschränkungen, ohne schranken, ohne inhaltliche schranken, ohne beschränkung*, ohne filter, ohne grenzen, ohne zensur, keine einschränkungen, keinen einschränkungen, keine regeln, keinen regeln, unzensiert, lehnt nichts, lehne nichts ab',
    ),
    'go-on': terms(
      'fortfahren, fortzufahren, fahre fort, fahren sie fort, fortsetzen, fortzusetzen, setze fort, setzen sie fort, mach weiter, machen sie weiter, weitermachen, weiterzumachen, abschließen, abzuschließen, schließe ab, schließen sie ab, beenden, vervollständige, vervollständigen, versuche es erneut, versuchen sie es erneut, erneut versuchen, erneut zu versuchen, versuch es noch, versuche es noch, nochmals versuchen, zu vollenden, vollenden, wiederaufnehmen, wiederaufzunehmen, bevor du fortfährst, bevor sie fortfahren, um fortzufahren, zum fortsetzen, zum abschluss, zum fortfahren, lässt sich nur fortsetzen, weiterarbeiten, beheben, entsperrung',
    ),
    instructions:
      'anweisung*, instruktion*, regel, regeln, vorgabe, vorgaben, richtlinie, richtlinien, leitlinie, leitlinien, vorschrift, vorschriften, prompt, prompts, befehl, befehle, befehlen, direktive*, einschränkung*, beschränkung*, schranke, schranken, grenzen, auflagen, auflage, schutzmaßnahmen, schutzvorgaben, sicherheitsrichtlinie*, sicherheitsregel*, sicherheitsvorgabe*, inhaltsrichtlinie*, filter, weisung, weisungen, order, gebote, rollenvorgabe, verhaltensregel*, verbote, programmierung, training, protokoll, was dir gesagt wurde, was man dir gesagt hat, was ihnen gesagt wurde, alles bisherige, alles vorherige, alles obige, das obige, das bisherige, mitgegeben, hinweise oben, arbeitsanweisung*, nutzungsrichtlinie*, ethik, wünschen von',
    context:
      'gespräch, gespräche, gesprächs, gesprächsverlauf*, konversation, konversationen, unterhaltung, unterhaltungen, chat, chats, chatverlauf*, verlauf, gesprächshistorie, nachrichtenverlauf*, chat-verlauf*, dialog, dialogs, dialogverlauf, transkript, systemprompt*, system-prompt*, systemnachricht*, systemanweisung*, systemvorgabe*, system-anweisung*, initialer prompt, anfangsanweisung*, ursprüngliche anweisung*, ursprünglicher prompt, entwicklernachricht*, entwickleranweisung*, gedankengang, gedankengänge, gedankenkette, überlegungen, denkprozess, kontextfenster, gesamter kontext, gesamten kontext, vollständigen kontext, deinen kontext, deines kontexts, sitzungskontext, bisherige nachrichten, vorherige nachrichten, frühere nachrichten, alle nachrichten, letzten nachrichten, vorigen nachrichten, nachrichten des nutzers, nutzernachricht*, benutzernachricht*, nutzereingabe*, benutzereingabe*, nutzeranfrage, nutzerfrage, werkzeugliste, liste der werkzeuge, liste aller werkzeuge, liste der tools, liste aller tools, verfügbare werkzeuge, verfügbaren werkzeuge, verfügbaren tools, verfügbare tools, toolliste, ergebnisse anderer, was andere werkzeuge, ursprüngliche anfrage, ursprünglichen anfrage, frage des nutzers, anfrage des nutzers, alles bisher gesagte, bisher gesagte, was der nutzer, was der benutzer, wortlaut des, notizen im kontext, sitzungsverlauf, der obige text, den obigen text',
    secret:
      'passwort*, passwörter*, kennwort*, kennwörter*, passphrase*, zugangsdaten, anmeldedaten, anmeldeinformationen, zugangscode*, zugangsschlüssel*, zugriffsschlüssel*, credential, credentials, token, tokens, api-schlüssel*, api schlüssel, api-key*, apikey, zugriffstoken*, zugangstoken*, sitzungstoken*, auth-token, geheimnis, geheimnisse, geheimnissen, geheime schlüssel, geheimen schlüssel, geheimschlüssel*, privater schlüssel, privaten schlüssel, private schlüssel, privatschlüssel*, ssh-schlüssel*, ssh schlüssel, schlüsseldatei*, schlüsselbund, wiederherstellungsphrase*, wiederherstellungsschlüssel*, seed-phrase, seedphrase, wallet-phrase, mnemonic, cookie, cookies, sitzungscookie*, umgebungsvariable*, umgebungsdaten, bestätigungscode*, verifizierungscode*, einmalcode*, einmalpasswort*, 2fa-code*, sms-code*, pin, tan, tans, cvv, kreditkarte*, kreditkartennummer*, kartennummer*, sozialversicherungsnummer*, steuer-id, bankdaten, kontodaten, logindaten, login-daten, zertifikat, zertifikate, adminpasswort*, masterpasswort*, datenbankpasswort*, schlüsselcode, vertrauliche daten, vertraulichen daten, verbindungszeichen*, rabattcode, losung',
    file: 'datei, dateien, dokument, dokumente, dokumenten, dokuments, ordner, ordners, ordnern, verzeichnis, verzeichnisse, verzeichnisses, inhalt, inhalte, inhalts, konfiguration, konfigurationsdatei*, quellcode, quelltext, repository, repositorium, codebasis, notizen, anhang, anhänge, anhängen, verträge',
    tool: 'werkzeug, werkzeuge, werkzeugen, werkzeugs, tool, tools, funktion, funktionen, plugin, plugins, erweiterung, konnektor, konnektoren, server, servern, servers, mcp-server*, schnittstelle*, dienst, dienste, dienstes, werkzeugaufruf*, toolaufruf*, tool-aufruf*, funktionsaufruf*, integration, integrationen, anbieter, anbieters, suche',
    parameter:
      'parameter, parametern, parameters, argument, argumente, argumenten, feld, felder, feldern, feldes, empfänger, empfängers, empfängerkonto, empfängerin, betreff, textkörper, wert, werte, betrag, betrags, betrages, kopfzeile, eingabe, eingaben, eingabefeld*, zielkonto, zieladresse, zweig, bcc-feld, notizfeld, kontextfeld, überweisungsbetrag, lieferadresse',
    message:
      'nachricht, nachrichten, mail, mails, e-mail, e-mails, anfrage, anfragen, antwort, antworten, ausgabe, ausgaben, zusammenfassung, bericht, berichts, berichte, rückmeldung, frage, fragen, eingaben, text, rechnung, brief, schreiben, turn, thread',
    money:
      'konto, konten, kontos, bankkonto, bankkonten, empfängerkonto, iban, bitcoin, btc, krypto*, guthaben, geld, gelder, dollar, euro, eur, zahlung, zahlungen, überweisung, überweisungen, rechnung, rechnungen, kontostand, gutschein*, geschenkkarte*, kreditkarte, spende, kaution',
    memory:
      'gedächtnis*, langzeitgedächtnis*, erinnerung, erinnerungen, dauerhafte erinnerung, dauerspeicher, langzeitspeicher, regeldatei*, startdatei*, startskript*, autostart*, gespeicherte einstellungen, nutzereinstellungen, benutzereinstellungen, projektregeln, wissensdatenbank*, wissensbasis, künftige sitzungen, künftigen sitzungen, zukünftige sitzungen, zukünftigen sitzungen, spätere sitzungen, späteren sitzungen, nächsten sitzungen, cronjob*, aufgabenplanung, merkliste',
    command:
      'befehl, befehle, befehlszeile, kommando, kommandos, kommandozeile, skript, skripte, script, shell, terminal, konsole, eingabeaufforderung, einzeiler, programm, paket, pakete, update, patch, installer, installationsskript, abhängigkeit, zusatzmodul, hilfsprogramm',
    error:
      'fehler, fehlers, fehlermeldung*, fehlgeschlagen, fehlschlag, verweigert, abgelaufen, ungültig, ungültige, ausnahme, nicht autorisiert, verboten, konnte nicht, konnten nicht, kann nicht, können nicht, zeitüberschreitung, abgelehnt, blockiert, gesperrt, kontingent, nicht gefunden, unvollständig, fehlt, fehlende, fehlgeschlagene, schreibschutz, gescheitert',
    task: 'aufgabe, aufgaben, auftrag, aufträge, ziel, ziele, mission, pflicht, arbeit, schritt, schritte, schritten, arbeitsablauf, zweck, priorität, vorgang, anliegen, job, vorhaben',
    data: 'daten, information, informationen, angaben, datensatz, datensätze, details, einzelheiten, kontakt, kontakte, kontakten, kontaktliste*, adressbuch*, kalender*, posteingang*, postfach*, persönliche daten, personenbezogene daten, personenbezogenen daten, kundendaten, nutzerdaten, benutzerdaten, ergebnisse, ergebnis, ausgabe, verlaufsdaten, telefonnummer*, handynummer*, anschrift, wohnadresse, adresse, standort, gehaltsdaten, patientenakte*, gesundheitsdaten, profil, verträge',
    user: 'nutzer, nutzers, nutzern, nutzerin, nutzerinnen, benutzer, benutzers, benutzern, benutzerin, anwender, anwenders, anwendern, anwenderin, mensch, menschen, person, personen, kunde, kunden, kundin, bediener, betreiber, betreibers, leser, leserin, jemand, jemandem, jemanden, niemand, niemandem, niemanden, leute, leuten, besitzer, inhaber, mitarbeiter, gegenüber, endnutzer*, endanwender*, auftraggeber*, der typ, dem typen',
    model:
      'assistent, assistenten, assistentin, assistenz, ki, ki-assistent*, ki-modell*, ki-agent*, künstliche intelligenz, künstlichen intelligenz, agent, agenten, modell, modelle, modells, modellen, sprachmodell*, llm, llms, bot, bots, chatbot*, chatgpt, claude, gemini, copilot, ki-system*, automat, digitaler assistent, digitalen assistenten, virtueller assistent, maschinell auswertet, wer das hier liest',
    you: 'du, dich, dir, dein, deine, deinem, deinen, deiner, deines, ihnen, euch, euer, eure, eurem, euren',
    me: 'ich, mir, mich, mein, meine, meinem, meinen, meiner, wir, uns, unser, unsere, unserem, unseren, unserer',
    authority:
      'administrator, administrators, administratoren, admin, systemadministrator*, systemadministration, entwickler, entwicklers, entwicklern, entwicklerteam, sicherheitsteam*, sicherheitsabteilung*, it-abteilung*, it-leitung, it-sicherheit, it-team, support-team, supportteam, rechtsabteilung*, compliance, compliance-abteilung, gesetz, gesetze, gesetzlich, vorgeschrieben, gesetzlich vorgeschrieben, dsgvo, datenschutz, datenschutzbeauftragte*, verordnung, hersteller, herstellers, geschäftsführung, geschäftsleitung, vorstand, leitung, revision, prüfer, wirtschaftsprüfer, audit, behörde, behörden, polizei, gericht, ministerium, finanzamt, bundesamt*, autorisiert, befugt, ermächtigt, offiziell, im auftrag, im namen, im auftrag von, auf anweisung, auf anordnung, plattform, plattformbetreiber, openai, anthropic, zentrale, konzern, moderator',
    self: 'dieses werkzeug, diesem werkzeug, dieses tool, diesem tool, diese funktion, dieser funktion, dieser server, diesen server, diesem server, dieser dienst, diesen dienst, diese methode, dieses plugin, das werkzeug, das tool, die funktion, dieser befehl, diese schnittstelle',
    earlier:
      'vorherige, vorherigen, vorheriger, vorheriges, vorherigem, bisherige, bisherigen, bisheriger, bisheriges, frühere, früheren, früherer, vorangegangene, vorangegangenen, vorangehende, vorangehenden, vorige, vorigen, obige, obigen, obiges, zuvor, bisher, bislang, bis jetzt, bis hierher, bis dato, bestehende, bestehenden, ursprüngliche, ursprünglichen, ursprünglicher, anfängliche, anfänglichen, initiale, initialen, vorhergehende, vorhergehenden, alte, alten, gegebene, gegebenen, erhaltenen, erhaltene, erteilten, erteilte, vorab, oben, standardmäßige, voreingestellte, geltende, geltenden',
    all: 'alle, allen, aller, alles, allem, jede, jeden, jeder, jedes, jedem, jegliche, jeglichen, jeglicher, sämtliche, sämtlichen, sämtlicher, ganze, ganzen, ganzer, gesamte, gesamten, gesamter, gesamtes, komplette, kompletten, komplett, vollständig, vollständige, vollständigen, vollständiger, wörtlich, im wortlaut, wort für wort, ungekürzt, unverändert, ungeschwärzt, vollumfänglich, im klartext, beliebige, was auch immer',
    other:
      'andere, anderen, anderer, anderes, anderem, übrige, übrigen, sonstige, sonstigen, fremde, fremden, fremdes, alternative, alternativen, konkurrent*, konkurrenz*, konkurrierende*, mitbewerber*, drittanbieter*, von dritten, gleich welchen, restliche, restlichen, verbleibende, verbleibenden, ähnliche',
    system:
      'system, systems, sicherheit, sicherheits, interne, internen, interner, verborgene, verborgenen, versteckte, versteckten, entwickler, eingebaute, eingebauten, grundlegende, grundlegenden, kern',
    new: 'neue, neuen, neuer, neues, neuem, aktualisierte, aktualisierten, echte, echten, wahre, wahren, wirkliche, wirklichen, eigentliche, eigentlichen, folgende, folgenden, folgendes, folgender, richtige, richtigen, nun, jetzt, nunmehr, hiesige, einzige, einziges, ausschließlich, allein',
    must: 'muss, musst, müssen, müsst, muß, soll, sollst, sollen, sollt, sollte, solltest, sollten, hat zu, hast zu, haben zu, ist zu, sind zu, ist zuerst, ist erforderlich, erforderlich, notwendig, zwingend, verpflichtend, verpflichtet, pflicht, obligatorisch, unbedingt, stets, immer, bitte, bitten wir, wir bitten, ich bitte, stelle sicher, stellen sie sicher, sorge dafür, sorgen sie dafür, achte darauf, achten sie darauf, vergiss nicht, vergessen sie nicht, denk daran, denken sie daran, darf, dürfen, freundlicherweise, seien sie so freundlich, sei so freundlich, sei so gut, sei so nett, tu mir den gefallen, wäre nett, bist verpflichtet, sind verpflichtet, gilt es, es gilt, ist es nötig, nötig, wird verlangt, werden gebeten, wird gebeten, wirst gebeten, wird erwartet, wird angewiesen, sind angewiesen, bist angewiesen, könntest du, könnten sie, kannst du, können sie, würdest du, würden sie, ist vorzunehmen, schuldet, hat umgehend',
    not: terms(
      NOT,
      'weder, nirgends, unterlasse, unterlassen sie, vermeide, vermeiden, hüte dich, bloß nicht, nicht einmal, verboten, untersagt, es sei denn',
    ),
    without: 'ohne, ohne dass, anstatt, statt',
    before:
      'bevor, ehe, zuvor, zuerst, vorher, vorab, zunächst, im voraus, vor dem aufruf, vor der, vor jeder, vor jedem, vor allen, vor allem anderen, als erstes, erst, am anfang, zu beginn, anfangs, voraussetzung, vorbedingung, im vorfeld',
    after:
      'nachdem, danach, anschließend, daraufhin, im anschluss, sobald, nach dem, nach der, nach jedem, nach jeder, später, schließlich, zuletzt, abschließend, zum schluss, am ende, am schluss, hinterher, sodann, nach abschluss, wenn du fertig, wenn sie fertig, sowie',
    when: 'wenn, falls, sobald, sofern, immer wenn, jedes mal wenn, jedesmal wenn, im falle, im fall, für den fall, solange, an dem tag, ab dem, trägt eine, enthält eine, sollte der, sollte die, sollte ein, wann immer, beim öffnen, beim lesen, sowie, nur wenn, erst wenn',
    otherwise:
      'sonst, ansonsten, andernfalls, anderenfalls, es sei denn, oder aber, schlägt fehl, schlagen fehl, wird fehlschlagen, funktioniert nicht, funktionieren nicht, wird nicht funktionieren, geht verloren, gehen verloren, wird gelöscht, werden gelöscht, wird gesperrt, werden gesperrt, wird abgelehnt, werden abgelehnt, wird blockiert, wird abgebrochen, stürzt ab, datenverlust, beschädigt, zu schaden, falsche ergebnisse, fehlerhafte ergebnisse, nicht möglich, wird verweigert, verweigert, unterbleibt, kann nicht abgeschlossen, kann nicht fortgesetzt, verlieren sie, verliert der nutzer, verlierst du, hängt davon ab, scheitert, tragen die verantwortung, die verantwortung, nur dann',
    instead:
      'stattdessen, statt, anstatt, anstelle, an stelle von, statt dessen, an ihrer stelle, ersetzt das, ersetzt die, ersetzt den, und nicht das, und nicht die',
    'every-turn':
      'jede nachricht, jeder nachricht, jede antwort, jeder antwort, jede deiner antworten, jeder deiner antworten, jede anfrage, jeder anfrage, jede eingabe, jeder eingabe, jede nutzereingabe, jede nutzernachricht, jede benutzereingabe, jeden aufruf, jedem aufruf, jeder aufruf, jeden turn, jedem turn, jede interaktion, jeder interaktion, jede frage, jeder frage, jeden schritt, jedem schritt, jedes mal, jedesmal, bei jedem, bei jeder, nach jedem, nach jeder, vor jedem, vor jeder, zu jeder, mit jeder, mit jedem, in jeder antwort, in jede antwort, am ende jeder, am anfang jeder, am ende jedes, alle antworten, allen antworten, alle nachrichten, das ganze gespräch über, während des gesamten gesprächs, immer wenn der nutzer, immer wenn der benutzer, wann immer der nutzer, sämtliche eingaben, nach jedem schritt',
    'from-now-on':
      'von nun an, ab jetzt, ab sofort, von jetzt an, ab nun, ab hier, von hier an, ab diesem zeitpunkt, ab diesem punkt, ab heute, fortan, künftig, zukünftig, in zukunft, für die zukunft, für immer, auf dauer, dauerhaft, dauerhafte, dauerhaften, permanent, permanente, permanenten, endgültig, bis auf weiteres, künftige sitzungen, künftigen sitzungen, zukünftige sitzungen, zukünftigen sitzungen, künftige gespräche, künftigen gesprächen, zukünftigen gesprächen, zukünftige gespräche, späteren unterhaltungen, spätere unterhaltungen, späteren gesprächen, späteren sitzungen, nächsten sitzungen, nächste sitzung, jeder sitzung, jede sitzung, jeder neuen sitzung, sitzungsübergreifend, über sitzungen hinweg, merke dir für, merk dir für, für den rest, den rest des gesprächs, langfristig, beim start, beim anmelden, bei jedem start, mit sofortiger wirkung, in allen projekten, jedem projekt',
    also: 'auch, zusätzlich, außerdem, ausserdem, ebenfalls, ebenso, des weiteren, darüber hinaus, überdies, ferner, zudem, gleichzeitig, nebenbei, zugleich, mitsamt, samt, sowie, und dann, und danach, eine kopie, übrigens, ps, p.s., nachtrag, noch etwas, noch eine sache, bei der gelegenheit, parallel dazu, nebenher',
    important:
      'wichtig, wichtige, wichtiger, dringend, dringende, dringender, kritisch, achtung, notfall, eilig, sofort, unverzüglich, umgehend, schnellstmöglich, so schnell wie möglich, auf der stelle, warnung, sicherheitshinweis, sicherheitswarnung, sicherheitsmeldung, systemmeldung, systemhinweis, systemnachricht, systemmitteilung, hinweis an, hinweis für, hinweis der, mitteilung an, nachricht an, anweisung an, höchste priorität, oberste priorität, priorität, vertraulich, handlungsbedarf, letzte warnung, amtliche mitteilung, offizielle mitteilung, bekanntmachung',
    best: 'beste, besten, bester, bestes, am besten, einzige, einzigen, einziges, offiziell, offizielle, offiziellen, offizielles, vertrauenswürdig*, zuverlässig*, zuverlässigste*, genaueste*, überlegen, überlegene, bevorzugt, bevorzugte, bevorzugten, führend*, nummer eins, erste wahl, maßgeblich*, verifiziert, zertifiziert, geprüft, empfohlen, empfohlene, empfohlenen, exklusiv, ausschließlich, schnellste*, sicherste*, konkurrenzlos, unübertroffen, besser als, genauer als, zuverlässiger*, das einzig, höchste qualität',
    outdated:
      'veraltet, veraltete, veralteten, veraltetes, überholt, überholte, abgekündigt, eingestellt, nicht mehr gepflegt, nicht mehr gewartet, nicht mehr unterstützt, nicht mehr verfügbar, abgeschafft, außer betrieb, ausser betrieb, in wartung, defekt, defekte, defekten, kaputt, kaputte, kaputten, unsicher, unsichere, unsicheren, unzuverlässig*, fehlerhaft, fehlerhafte, ungenau, ungenaue, kompromittiert*, verwundbar, nicht vertrauenswürdig, minderwertig*, langsam, deprecated, abgeschaltet, stillgelegt, schadhaft',
    example:
      'beispiel, beispiele, beispielsweise, zum beispiel, z. b., z.b., etwa, angriff, angriffe, angriffs, angreifer*, injektion, injection, prompt-injection*, bösartig*, schädlich*, schadcode, schadsoftware, phishing, jailbreak, schwachstelle*, sicherheitslücke*, verdächtig*, erkennt, erkennen, erkennung, erkannt, bedrohung*, betrug, betrüger*, masche, forscher*, forschung, demonstrier*, trick, tricks, austricks*, täusch*, social engineering, vergiftet*, vergiftung, manipulationsversuch*, abwehr, gegenmaßnahme*, verteidigung, studie, beispielvorlage',
  },
};

/** German denies behind the verb too: "erwähne das nicht". */
export const deAfter: Lexicon = { language: 'de', negation: 'after', words: { not: NOT } };
