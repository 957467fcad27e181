import type { Lexicon } from '../lexicon.ts';
import { forms, respelt, terms } from './forms.ts';

const H = { c: 'ch', g: 'gh' };
/** Imperatives of tu, Lei, voi and loro with their pronouns, infinitive, gerund, and what "si invii" orders. */
const are = (stems: string): string =>
  terms(
    forms(stems, 'are,arl*,argli*,arne,arsi,armi,ando*,a,ate,atel*,alo,ala,ali,ale,ami,agli*'),
    forms(respelt(stems, H), 'i,ino,iate'),
  );
const rest = 'l*,ne,mi,si,gli*';
const ere = (stems: string): string =>
  terms(
    forms(stems, 'ere,endo*,i,ete,a,ano'),
    forms(forms(stems, 'er'), rest),
    forms(stems, 'il*,igli*,imi,etel*'),
  );
const ire = (stems: string): string =>
  terms(
    forms(stems, 'ire,endo*,i,isci,ite,a,isca,ano,iscano'),
    forms(forms(stems, 'ir'), rest),
    forms(stems, 'il*,iscil*,imi,itel*'),
  );
/** "Va inviato", "vengano inviati": participles that order. */
const been = (participles: string): string =>
  forms(
    forms('va ,vanno ,venga ,vengano ,viene ,vengono ,essere ,sia ,siano ,sara ,saranno ', participles),
    'o,a,i,e',
  );

export const it: Lexicon = {
  language: 'it',
  words: {
    ignore: terms(
      are('ignor,dimentic,trascur,scart,scavalc,agannull,tralasci,accanton,abbandon,bypass'),
      ere('disobbed,prescind'),
      'scordati, scorda, scordare, scordatevi, dimenticati, dimenticatevi, disattendi, disattendere, disattenda, lascia perdere, lasci perdere, lasciare perdere, lasciate perdere, lascia stare, non tenere conto, non tener conto, non tenga conto, non tenete conto, non considerare, non consideri, non seguire, non segua, non seguite, non seguire più, non obbedire, non obbedisca, non obbedite, non rispettare, non rispetti, smetti di seguire, smetta di seguire, smettete di seguire, metti da parte, metta da parte, mettere da parte, mettete da parte, fai finta che non, faccia finta che non, a prescindere da, ignorando, passa sopra, passare sopra, sovrascrivi, sovrascriva, sovrascrivere, non si applicano più, non si applica più, non valgono più, non vale più, non sono più valide, non è più valido, non sono più vincolanti, decadono, decade, decaduti, decadute, perdono efficacia, perde efficacia, perdono validità, sono annullat*, è annullat*, sono revocat*, è revocat*, sono sospes*, sono abrogat*, sono superat*, sono sostituit*, sostituisce tutte, sostituiscono tutte, prevale, prevalgono, prevalga, ha la precedenza, hanno la precedenza, ha priorità su, hanno priorità su, ha la priorità su, libero da, liberati da, svincolat*, non sei più vincolato, non sei vincolato, non sei tenuto, non è più vincolato',
    ),
    obey: 'obbedisci, obbedisca, obbedite, obbedire, ubbidisci, ubbidire, segui, segua, seguite, seguire, segui queste, seguendo, rispetta, rispetti, rispettate, rispettare, attieniti, si attenga, attenetevi, attenersi, esegui le seguenti, esegua le seguenti, fai quello che, faccia quello che, fate quello che, fai ciò che, fare come, agisci secondo, agire secondo, conformati, conformarsi, adempi, adempiere, dai seguito, dare seguito, dia seguito',
    tell: terms(
      are(
        'inform,rivel,mostr,avvis,notific,comment,raccont,spieg,comunic,segnal,menzion,divulg,accenn,illustr,visualizz,svel,nomin,indic,evidenzi,pales,dichiar,present',
      ),
      ire('avvert,rifer,chiar'),
      ere('espon'),
      'dire, dirlo, dirgli*, dirle, di dire, dica, dicano, dite, dicendo, dillo, digli, diglielo, ditegli, dicalo, parlare, parlarne, parlane, parla di, parli di, parlate, parlargliene, fare parola, far parola, farne parola, fai parola, faccia parola, fare cenno, farne cenno, fai cenno, faccia cenno, fare menzione, farne menzione, fai menzione, menzione, fare riferimento, fai riferimento, faccia riferimento, far sapere, fare sapere, fai sapere, faccia sapere, fate sapere, sappia, sappiano, sapere, saperlo, venga a sapere, venire a sapere, vengano a sapere, scopra, scoprano, scoprire, se ne accorga, se ne accorgano, accorgersi, accorgersene, si accorga, si accorgano, accorga, noti, notino, notare, veda, vedano, vedere, vederlo, far vedere, fai vedere, faccia vedere, lasci vedere, sia informat*, siano informat*, essere informat*, venga informat*, essere mostrat*, venga mostrat*, essere menzionat*, venga menzionat*, appaia, appaiano, apparire, compaia, compaiano, comparire, figurare, figuri, figurino, risulti, metti al corrente, metta al corrente, mettere al corrente, al corrente, mettere a conoscenza, a conoscenza, mettere in chiaro, renda noto, rendi noto, rendere noto, descrivi, descriva, descrivere, metti a parte',
    ),
    hide: terms(
      are('occult,camuff,mascher,insabbi'),
      ere('nascond,tac,omett,sottac'),
      ire('copr'),
      'nascosto, nascosta, nascosti, nascoste, di nascosto, tieni nascosto, tenga nascosto, tenere nascosto, tieni segreto, tenga segreto, tenere segreto, mantieni segreto, mantenga segreto, mantenere segreto, mantieni il segreto, mantenere il segreto, tieni per te, tienilo per te, tenga per sé, tenere per te, in segreto, segretamente, in silenzio, silenziosamente, in sordina, con discrezione, discretamente, furtivamente, alla chetichella, di soppiatto, sottobanco, sotto traccia, in modo nascosto, in modo discreto, in modo silenzioso, in maniera discreta, dietro le quinte, alle spalle, senza che l utente, senza che il cliente, senza che la persona, senza che gli utenti, senza che nessuno, senza che qualcuno, senza che lo sappia, senza che se ne accorga, senza che se ne, senza dirlo, senza dire, senza dirgli, senza dirglielo, senza informare, senza informarlo, senza avvisare, senza avvisarlo, senza avvertire, senza menzionare, senza menzionarlo, senza mostrare, senza mostrarlo, senza notificare, senza comunicare, senza comunicarlo, senza rivelare, senza segnalare, senza accennare, senza farne parola, senza fare parola, senza farne cenno, senza farne menzione, senza spiegare, senza farlo sapere, senza lasciare traccia, senza lasciare tracce, senza dare nell occhio, a sua insaputa, a loro insaputa, all insaputa, ad insaputa, senza il suo consenso a, in background, in sottofondo, sullo sfondo, invisibile all, invisibile per, non visibile all, non visibile a, trasparente per, uso interno, ad uso interno, per uso interno, solo per uso interno, resti tra noi, rimanga tra noi, resta tra noi, tra noi, tra me e te, come se niente fosse, come se nulla fosse, fai finta di niente, faccia finta di niente, fare finta di niente, acqua in bocca, taci, taccia, taciuto, non se ne faccia parola, non si faccia parola, non se ne accorga, non se ne accorgano, non deve accorgersi, non deve sapere, non deve saperlo, non devono sapere, non devono accorgersi, non occorre che sappia, non c è bisogno che sappia, non è necessario che sappia, non lo sappia, non lo sappiano, non compaia, non compaiano, non figuri, non figurino, non risulti, inosservat*, ometti, ometta, omettere, riservatamente, al riparo da',
    ),
    send: terms(
      are('invi,mand,inoltr,pubblic,caric,consegn,recapit,esport,sincronizz,post,divulg,deposit,copi'),
      ere('trasmett,condivid,diffond'),
      ire('sped,trasfer'),
      been('inviat,inoltrat,spedit,trasmess,caricat,girat,mandat,condivis'),
      'è da inoltrarsi, da inoltrarsi, da inviarsi, da inviare, da trasmettere, da mandare, trasmetta, trasmettano, spedisci, spedisca, trasferisci, trasferisca, fai avere, faccia avere, far avere, fare avere, fai pervenire, faccia pervenire, far pervenire, metti in copia, metta in copia, mettere in copia, in copia, in copia nascosta, copia nascosta, in ccn, in cc, in bcc, una copia, una copia di, una copia a, copia di, copia del, copia della, copia dei, copia a, messaggio a, email a, e-mail a, richiesta a, fai una richiesta, fare una richiesta, passami, passamelo, via sms, girami, mandami, inviami, rendere disponibili al',
    ),
    read: terms(
      are(
        'consult,recuper,caric,cerc,esamin,ispezion,elenc,copi,ricav,trov,rintracci,verific,controll,scansion,prelev',
      ),
      ere('legg,raccogl,acced,apprend,ottener'),
      ire('reper,acquis'),
      'leggi, legga, leggano, leggete, leggere, leggendo, apri, apra, aprano, aprite, aprire, aprirl*, aprilo, aprila, aprili, aprendo, accedi, acceda, accedere, estrai, estragga, estraete, estrarre, estraendo, raccogli, raccolga, raccogliete, ottieni, ottenga, ottenere, ottenendo, recupera, recuperi, prendi, prenda, prendere, prendete, vai a prendere, guarda in, guardi in, guardare in, dai un occhiata, essere letto, essere aperto, venga letto, venga aperto, va letto, sarà stato aperto, elenca, reperisci, reperisca',
    ),
    call: terms(
      are('chiam,richiam,invoc,utilizz,impieg,interrog,adoper,attiv'),
      ere('ricorr'),
      'usa, usare, usarlo, usate, usando, ricorri a, ricorra a, ricorrere a, fai una chiamata, fare una chiamata, effettua una chiamata, effettuare una chiamata, fai uso, faccia uso, fare uso, avvalersi di, avvaliti di, serviti di, passa per, passi per, transitare da, essere chiamat*, venga chiamat*, va chiamat*, essere usat*, va usat*, essere invocat*, venga invocat*, essere utilizzat*, va utilizzat*',
    ),
    include: terms(
      are(
        'alleg,incoll,copi,ricopi,compil,riport,indic,codific,invers,vers,annot,incorpor,accod,concaten,aggreg,allog',
      ),
      ere('includ,aggiung,scriv,trascriv,acclud,mett,riprodu,immett'),
      ire('inser,forn,riemp'),
      been('inserit,inclus,allegat,aggiunt,riportat,compilat,copiat'),
      'includi, includa, aggiungi, aggiunga, aggiungano, inserisci, inserisca, inseriscano, inserite, inserire, riempi, riempia, fornisci, fornisca, metti, metta, mettano, mettete, mettere, scrivi, scriva, scrivete, scrivere, trascrivi, trascriva, riproduci, riproduca, riprodurre, restituisci, restituisca, restituire, riversi, si riversi, riversare, passa, passi, passare, passarlo, passate, alleghi, alleghino, deve contenere, devono contenere, dovrà contenere, contenga, deve includere, dovrà includere, poni, ponga, porre, anteponi, anteporre, riporta in calce, riportare in calce, immetti, accludi, per esteso, digita, digiti, digitare',
    ),
    change: terms(
      are('cambi,modific,rimpiazz,alter,dirott,reindirizz,scambi,aggiorn,configur,impost,edit'),
      ere('riscriv,sovrascriv,corregg'),
      ire('sostitu,convert,invert'),
      'sostituisci, sostituisca, sostituiscano, sostituire, sostituendo, essere sostituit*, va sostituit*, venga sostituit*, riscrivi, converti, converta, converti in, portata a, imposta su, imposti su, impostare su, metti a, metta a, al posto del valore, ridirigi, ridirigere, reindirizza, devia, dimezzat*, arrotonda*',
    ),
    store: terms(
      are('salv,memorizz,registr,annot,archivi,conserv,document,appunt,immagazzin,ricord'),
      'ricordati, si ricordi, ricordatevi, ricordare, ricordarsi, tieni a mente, tenga a mente, tenere a mente, tieni presente, tenga presente, si tenga presente, tenere presente, prendi nota, prenda nota, prendere nota, ne prenda nota, prendine nota, scrivi in, scriva in, scrivere in, scrivi nel, scriva nel, scrivere nel, inserisci nel crontab, crea un file, crei un file, creare un file, aggiungi alla memoria, aggiungere alla memoria, aggiungi in fondo, aggiunga in fondo, mantieni in memoria, mantenere in memoria, tieni traccia, tenga traccia, tenere traccia, metti a verbale, essere salvat*, venga salvat*, va salvat*, vanno salvat*, va registrat*, persistere',
    ),
    install: terms(
      are('install,scaric'),
      'pip install, npm install, npx, curl, wget, essere installat*, venga installat*, va installat*, aggiungi l estensione, da installare, da scaricare',
    ),
    run: terms(
      are('avvi,lanci,digit,valut'),
      ire('esegu'),
      'esegui, esegua, eseguano, eseguite, eseguire, eseguirlo, eseguendo, fai girare, far girare, essere eseguit*, venga eseguit*, va eseguit*, vanno eseguit*, fai partire, far partire, incolla nel terminale, incollare nel terminale, apri un terminale, aprire un terminale, apri il terminale, mandare in esecuzione',
    ),
    ask: terms(
      are('domand,conferm,approv,autorizz,verific,aspett,convalid,interpell'),
      ere('chied,attend,richied'),
      ire('consent,acconsent'),
      'chieda, chiedano, chiedere, chiedi, conferma, conferme, approvazione, approvazioni, autorizzazione, autorizzazioni, permesso, permessi, consenso, consensi, assenso, benestare, nulla osta, via libera, finestra di conferma, finestre di autorizzazione, dialogo di conferma, revisione umana, verifica umana, convalida umana, chiedere conferma, chiedi conferma, chieda conferma, chiedere il permesso, chiedi il permesso, attendi, attenda, attendere, in attesa, già approvat*, già autorizzat*, già confermat*, già acconsentito, già prestato, già dato il, già concesso, preapprovat*, preautorizzat*, si intende approvat*, si intende prestato, s intende, si considera approvat*, richiamarmi, interpellare, doppia verifica',
    ),
    skip: terms(
      are('salt,evit,risparmi,schiv'),
      ere('omett,elud'),
      'salta, saltare, non serve, non serve che, non occorre, non è necessario, non è necessaria, non c è bisogno, non bisogna, non richiede, non richiedono, inutile, superfluo, superflua, superflue, superflui, facoltativ*, fai a meno, faccia a meno, fare a meno, a meno di, automaticamente, in automatico, in modo automatico, direttamente, immediatamente, subito, senz altro, senza attendere, senza aspettare, senza chiedere, senza chiederlo, senza domandare, senza confermare, senza conferma, senza conferme, senza consultare, senza approvazione, senza autorizzazione, senza permesso, senza il permesso, senza consenso, senza il consenso, senza il suo consenso, senza verifica, senza verificare, senza revisione, senza interpellare, senza indugio, senza ulteriori, dai per, dia per, dare per, considera approvat*, considera confermat*, rinuncia a, rinunciare a, evita di chiedere, eviti di chiedere, non chiedere conferma, esito positivo',
    ),
    repeat: terms(
      are('ritent,riprov,reiter,insist,ricominci,riavvi,rinnov'),
      ere('ripet'),
      'ripeti, ripeta, ripetete, ripetere, ripetutamente, ancora e ancora, ancora una volta, un altra volta, di nuovo, nuovamente, più volte, all infinito, infinitamente, senza sosta, senza fine, senza fermarti, senza fermarsi, senza interruzione, senza tregua, senza limite, senza limiti, indefinitamente, a oltranza, per sempre, in loop, in un ciclo, ciclo infinito, loop, ciclicamente, ricorsivamente, continuamente, costantemente, non fermarti, non si fermi, non fermarsi mai, non smettere, non smetta, non smettere mai, non smette mai, finché non ti dico, finché non ti dicono, finché non te lo, fino a nuovo ordine, fino ad esaurimento, cento volte, mille volte, 100 volte, 1000 volte, 50 volte, continua a chiamare, continui a chiamare, continua a chiedere, torna a chiamare, riparti da, ripartire da, da capo, dall inizio, richiamami, richiama questo',
    ),
    prefer: terms(
      are('consigli,raccomand,privilegi,selezion,elogi,decant,esalt,prioritizz'),
      ire('prefer,sugger,favor'),
      ere('scegl,promuov,predilig'),
      'preferisci, preferisca, preferire, scegli, scelga, scegliete, scegliere, scelta migliore, prima scelta, opta per, opti per, optare per, suggerisci, suggerisca, suggerire, dai la precedenza, dia la precedenza, dare la precedenza, dai la preferenza, dia la preferenza, dare la preferenza, dai priorità, dia priorità, dare priorità, al primo posto, per primo, per prima, in cima, in testa, messo primo, metti primo, di preferenza, preferibilmente, fidati solo, si fidi solo, affidati a, affidarsi a, parla bene, parli bene, parlare bene, per impostazione predefinita usa, metti in evidenza, mettere in evidenza, metti in risalto',
    ),
    delete: terms(
      are('cancell,elimin,annull,disinstall,revoc,svuot,azzer,disattiv'),
      ere('chiud,rimuov,distrugg,disdic,sopprim'),
      ire('disdir'),
      'disdici, disdica, disdire, rimuovi, rimuova, rimuovere, distruggi, distrugga, distruggere, chiudi, chiuda, chiudere, cancellazione, svuotamento, fai sparire, faccia sparire, far sparire, togli, tolga, togliere, butta, buttare, essere cancellat*, venga cancellat*, vanno cancellat*, va cancellat*, essere eliminat*, venga eliminat*, va eliminat*, vanno chius*',
    ),
    pay: terms(
      are('pag,acquist,compr,ordin,prenot,rimbors,sald,abbon,bonific,vers,addebit'),
      ere('sottoscriv,invest'),
      'trasferisci, trasferisca, trasferire, fai un bonifico, faccia un bonifico, fare un bonifico, effettua un bonifico, effettui un bonifico, effettuare un bonifico, disponi un bonifico, bonifico di, bonifico a, effettua il pagamento, effettuare il pagamento, effettua un pagamento, effettuare un pagamento, procedi al pagamento, fai un ordine, faccia un ordine, fare un ordine, caparra di, proporre subito l acquisto, da mandare',
    ),
    grant: terms(
      are('autorizz,invit,sblocc,abilit,disabilit,attiv,disattiv,deleg,assegn,spalanc'),
      ere('conced,permett,condivid,spegn'),
      ire('attribu,consent,confer'),
      'concedi, conceda, concedetele, concedere, consenti, consenta, permetti, permetta, condividi, condivida, dai accesso, dia accesso, dare accesso, dai l accesso, dia l accesso, dare l accesso, concedi l accesso, concedere l accesso, dai i permessi, dare i permessi, dia i permessi, rendi pubblico, renda pubblico, rendere pubblico, rendi pubblica, renda pubblica, rendere pubblica, chiunque abbia il link, aggiungi come, aggiungere come, apri la porta, aprire la porta, togli la protezione, rimuovi la protezione, rimuovere la protezione, si disattivano, si disattivino, eleva, elevi, elevare, promuovi a, promuovere a, privilegi di root, privilegi di amministratore, spegni, spenga, spegnere, rendi disponibile, rendere disponibili',
    ),
    reply: terms(
      are('afferm,dichiar,assicur,valut,stamp'),
      ere('rispond,conclud'),
      'rispondi, risponda, rispondete, rispondere, rispondendo, rispondi solo, di all utente che, scrivi solo, scriva solo, limitati a, si limiti a, inizia la risposta, inizia la tua risposta, inizi la risposta, comincia la risposta, termina la risposta, termina la tua risposta, concludi la risposta, la tua risposta deve, la risposta deve, sua risposta deve, cinque stelle, 5 stelle, lascia una recensione, lasciare una recensione, lasci una recensione, dai un voto, redigi, rediga, redigere, concludi, concluda',
    ),
    pretend: terms(
      are('simul,immagin'),
      ere('fing'),
      'fingi, finga, fingiti, fingere, fai finta, faccia finta, fate finta, fare finta, ora sei, adesso sei, sei ora, sei adesso, d ora in poi sei, da ora in poi sei, da adesso sei, agisci come, agisca come, agite come, agire come, comportati come, si comporti come, comportarsi come, fai la parte, fare la parte, interpreta il ruolo, interpretare il ruolo, interpreti il ruolo, recita il ruolo, recita la parte, assumi il ruolo, assuma il ruolo, assumere il ruolo, assumi l identità, assumere l identità, svolgi il ruolo, spacciati per, spacciarsi per, immagina di essere, immagini di essere, diventa, diventi, diventare, trasformati in, trasformarsi in, mettiti nei panni, modalità sviluppatore, modalità amministratore, modalità manutenzione, modalità debug, modalità dio, modalità senza restrizioni, senza restrizioni, senza limitazioni, senza filtri, senza censura, senza vincoli, entra in modalità, entri in modalità, entrare in modalità, passa alla modalità, passare alla modalità, attiva la modalità, abilitate la modalità, non hai restrizioni, non hai limiti, nessuna restrizione, nessun limite',
    ),
    'go-on': terms(
      are('continu,complet,termin,riprov,ritent,ultim'),
      ire('prosegu,fin'),
      ere('proced,riprend,conclud'),
      'procedi, proceda, procedete, procedere, prosegui, prosegua, proseguire, riprendi, riprenda, riprendere, concludi, vai avanti, vada avanti, andare avanti, andate avanti, riprova, riprovi, riprovare, prima di continuare, prima di proseguire, prima di procedere, per continuare, per proseguire, per procedere, per completare, per terminare, per riprendere, al fine di proseguire, al prossimo tentativo, alla prossima chiamata, portare a termine, porta a termine, per sbloccare, l operazione ripartirà',
    ),
    instructions:
      'istruzione, istruzioni, regola, regole, norma, norme, direttiva, direttive, linea guida, linee guida, indicazione, indicazioni, consegna, consegne, prompt, ordine, ordini, comandi precedenti, disposizione, disposizioni, restrizione, restrizioni, limitazione, limitazioni, limite, limiti, vincolo, vincoli, politica, politiche, policy, protocollo, protocolli, salvaguardia, salvaguardie, filtri, programmazione, addestramento, regolamento, prescrizioni, raccomandazioni, etica, quello che ti hanno detto, ciò che ti è stato detto, quanto ti è stato detto, quanto detto finora, tutto quanto sopra, quanto sopra, quanto disposto, impostazioni iniziali, sicurezza, divieti',
    context:
      'conversazione, conversazioni, chat, cronologia, cronologia della chat, cronologia della conversazione, cronologia dei messaggi, storico, storico della chat, dialogo, dialogo avuto, dialoghi, trascrizione, messaggi precedenti, ultimi messaggi, tutti i messaggi, messaggi dell utente, prompt di sistema, prompt del sistema, messaggio di sistema, messaggi di sistema, istruzioni di sistema, istruzioni del sistema, istruzioni iniziali, istruzioni interne, istruzioni nascoste, indicazioni riservate, prompt iniziale, prompt nascosto, contesto completo, intero contesto, tutto il contesto, finestra di contesto, tuo contesto, suo contesto, contesto della conversazione, contesto della sessione, catena di pensiero, ragionamento, ragionamento interno, ragionamenti, processo di pensiero, elenco degli strumenti, lista degli strumenti, elenco strumenti, strumenti disponibili, tutti gli strumenti, risultati degli altri, ciò che l utente, quello che l utente, quanto l utente, quanto l assistente, quello che ha scritto l utente, richiesta originale, richiesta dell utente, domanda dell utente, richiesta originaria, tutto ciò che è stato detto, testo sopra, scambi, configurazione interna',
    secret:
      'password, parola d ordine, parole d ordine, credenziale, credenziali, chiave api, chiavi api, api key, apikey, token, gettone, chiave privata, chiavi private, chiave segreta, chiavi segrete, chiave ssh, chiavi ssh, chiave di accesso, chiavi di accesso, segreto, segreti, frase di recupero, frase segreta, frase seme, seed phrase, parole di recupero, cookie, cookies, variabile d ambiente, variabili d ambiente, variabili di ambiente, codice di verifica, codici di verifica, codice otp, otp, codice monouso, codice 2fa, codice sms, pin, cvv, numero di carta, numero della carta, carta di credito, carte di credito, dati della carta, dati bancari, codice fiscale, portachiavi, certificato, certificati, dati di accesso, dati di login, stringa di connessione, token di accesso, dati riservati, firma digitale',
    file: 'file, documento, documenti, cartella, cartelle, directory, contenuto, contenuti, configurazione, codice sorgente, repository, archivio, archivi, base di codice, appunti, allegato, allegati, fogli',
    tool: 'strumento, strumenti, funzione, funzioni, plugin, estensione, estensioni, connettore, connettori, server, server mcp, integrazione, integrazioni, chiamata, chiamate, chiamata allo strumento, servizio, servizi, modulo, componente aggiuntivo',
    parameter:
      'parametro, parametri, argomento, argomenti, campo, campi, destinatario, destinatari, oggetto, corpo, valore, valore di, importo, importi, intestazione, intestazioni, beneficiario, ccn, ramo, partecipanti, visibilità, indirizzo di consegna',
    message:
      'messaggio, messaggi, email, e-mail, mail, posta, posta elettronica, risposta, risposte, richiesta, richieste, domanda, domande, interrogazione, riepilogo, riassunto, resoconto, rapporto, turno, turni, testo, fattura, lettera, segnalazione',
    money:
      'conto, conti, conto corrente, conto bancario, iban, bitcoin, btc, cripto*, criptovalut*, fondi, denaro, soldi, dollari, euro, pagamento, pagamenti, bonifico, bonifici, saldo, fattura, fatture, carta regalo, buono regalo, portafoglio, caparra, prezzo',
    memory:
      'memoria, memoria a lungo termine, memoria persistente, ricordi, preferenze salvate, preferenze dell utente, file delle regole, file di avvio, script di avvio, avvio, attività pianificata, attività pianificate, operazioni pianificate, base di conoscenza, sessioni future, future sessioni, prossime sessioni, sessioni successive, sessioni seguenti',
    command:
      'comando, comandi, script, terminale, console, riga di comando, prompt dei comandi, eseguibile, binario, pacchetto, pacchetti, aggiornamento, patch, installatore, dipendenza, programma',
    error:
      'errore, errori, fallito, fallita, fallimento, negato, negata, accesso negato, scaduto, scaduta, non valido, non valida, eccezione, non autorizzato, vietato, impossibile, non è stato possibile, non è possibile, rifiutato, rifiutata, respinto, respinta, bloccato, bloccata, quota esaurita, non trovato, non trovata, incompleto, incompleta, tempo scaduto, mancante, mancanti, interrott*',
    task: 'compito, compiti, lavoro, obiettivo, obiettivi, missione, dovere, passo, passi, passaggio, passaggi, attività, flusso di lavoro, scopo, priorità, operazione, operazioni, incarico, mansione',
    data: 'dati, informazione, informazioni, registri, dettagli, contatti, rubrica, elenco contatti, agenda, calendario, casella di posta, dati personali, dati dei clienti, risultati, risultato, cronologia, numero di telefono, recapito, recapiti, indirizzo, domicilio, posizione, cartella clinica, cartelle cliniche, estratto conto, estratti conto, bilanci, foto',
    user: 'utente, utenti, persona, persone, umano, umani, umana, essere umano, cliente, clienti, operatore, operatrice, interlocutore, lettore, lettrice, qualcuno, nessuno, gente, titolare, proprietario, dipendente, interessato, interessati, referente, referente umano, chiunque, chi legge, chi chiede, chi fa la ricerca, studente',
    model:
      'assistente, assistenti, intelligenza artificiale, ia, agente, agenti, modello, modelli, modello linguistico, modelli linguistici, llm, bot, chatbot, robot, chatgpt, claude, gemini, copilot, assistente virtuale, assistente ia, assistente ai, agente ia, agente ai, agenti ia, agenti ai, sistema automatico, sistema di ia',
    you: 'tu, tuo, tua, tuoi, tue, te, ti, lei, suo ruolo, voi, vostro, vostra, vostri, vostre',
    me: 'io, mio, mia, miei, mie, noi, nostro, nostra, nostri, nostre',
    authority:
      'amministratore, amministratori, amministratrice, amministrazione, sviluppatore, sviluppatori, team di sicurezza, squadra di sicurezza, reparto sicurezza, ufficio sicurezza, supporto tecnico, assistenza tecnica, reparto it, reparto informatico, ufficio legale, conformità, compliance, legge, leggi, normativa, normative, regolamento europeo, gdpr, garante, garante privacy, fornitore, produttore, direzione, la direzione, dirigenza, amministratore delegato, revisore, revisori, audit, ispettore, autorità, polizia, giudice, tribunale, ministero, governo, agenzia delle entrate, autorizzato, autorizzata, ufficialmente, per conto di, per conto della, in nome di, a nome di, su ordine di, per ordine di, per ordine della, piattaforma, openai, anthropic, azienda, società di gestione, superutente, moderatore, i tuoi creatori, tuo creatore',
    self: 'questo strumento, questa funzione, questo server, questo servizio, questo metodo, questo plugin, lo strumento, la funzione, questo comando, questa api, questa azione, quest azione',
    earlier:
      'precedente, precedenti, precedentemente, in precedenza, anteriore, anteriori, finora, fino ad ora, fino ad adesso, fino a questo momento, fino a qui, sin qui, esistente, esistenti, originale, originali, originario, originarie, iniziale, iniziali, di sopra, sopra, passato, passate, passati, vecchio, vecchia, vecchie, vecchi, ricevuto, ricevuta, ricevute, ricevuti, impartite, impartiti, dato, date in precedenza, ti hanno dato, predefinit*, vigenti, attuali',
    all: 'tutto, tutta, tutti, tutte, ogni, qualsiasi, qualunque, qualsivoglia, ciascuno, ciascuna, intero, intera, interi, intere, completo, completa, completi, complete, integrale, integralmente, totale, totalità, per intero, per esteso, parola per parola, alla lettera, letteralmente, testualmente, così com è, senza riassumere, senza omissioni, nessuno, nessuna, nessun, quanto, ogniqualvolta',
    other:
      'altro, altra, altri, altre, altrui, diverso, diversa, diversi, diverse, differente, differenti, alternativa, alternative, restante, restanti, rimanenti, concorrente, concorrenti, concorrenza, terzi, terze parti, di terze parti, simili',
    system:
      'sistema, di sistema, del sistema, sicurezza, di sicurezza, sviluppatore, nascoste, interno, interna, interne, interni, nucleo, di base, riservate',
    new: 'nuovo, nuova, nuovi, nuove, aggiornato, aggiornata, aggiornate, reale, reali, vero, vera, vere, veri, seguente, seguenti, corrette, ora, adesso, soltanto, unicamente, esclusivamente, unico, unica, sottostanti',
    must: 'deve, devi, devono, dovete, dovrà, dovrai, dovranno, dovrebbe, dovresti, dovrebbero, bisogna, occorre, occorre che, è necessario, è obbligatorio, è indispensabile, è imperativo, è richiesto, si richiede, richiede, richiesto, richiesta obbligatoria, necessario, obbligatorio, obbligatoria, obbligatori, obbligatoriamente, tassativamente, assicurati, si assicuri, assicuratevi, accertati, si accerti, sempre, per favore, per piacere, per cortesia, cortesemente, gentilmente, ti prego, la prego, si prega, preghiamo, vi preghiamo, la preghiamo, le chiediamo, ti chiedo, ti chiediamo, le chiedo, chiediamo di, le sarei grato, le saremmo grati, saremmo lieti, abbia la cortesia, abbi la cortesia, sii gentile, sia così gentile, mi raccomando, non dimenticare di, non dimentichi di, ricorda di, ricordati di, è tenuto a, sei tenuto a, è fatto obbligo, si provveda, provveda, provvedi, provvedere, va fatto, potresti, può per favore, puoi, voglio che, vogliamo che, ho bisogno che, spetta al, spetta all, tocca a te, indispensabile, imprescindibile, ingiunge, è da considerarsi, sono da considerarsi',
    not: 'non, mai, nessuno, nulla, niente, né, neanche, nemmeno, neppure, evita, eviti, evitare, evitate, evitasse, astieniti, si astenga, astenersi, in nessun caso, per nessun motivo, in nessun modo, assolutamente no, guai a, smetti di, smetta di, vietato, è vietato, proibito, è proibito',
    without: 'senza, senza che, invece di, anziché',
    before:
      'prima, prima di, prima che, in anticipo, anticipatamente, preventivamente, preliminarmente, innanzitutto, anzitutto, per prima cosa, in primo luogo, finché non, fino a quando non, all inizio, inizialmente, per iniziare, prerequisito, preventivo, preliminare, come primo passo',
    after:
      'dopo, dopo di che, dopodiché, poi, quindi, in seguito, successivamente, una volta, una volta che, appena, non appena, infine, alla fine, al termine, da ultimo, per finire, finito, quando hai, quando avrai, in coda, a seguire, come ultimo passo',
    when: 'se il, se l, se lo, se gli, se un, se una, se qualcuno, se ti, se viene, se non, se trovi, se trova, se chi, se c, quando, ogni volta che, ogniqualvolta, qualora, nel caso, nel caso in cui, in caso di, il giorno in cui, a partire dal, mentre, purché, a condizione che, non appena, appena, nel momento in cui, se l utente, solo se, soltanto se, solo quando, alla lettura, all apertura, con la lettura',
    otherwise:
      'altrimenti, in caso contrario, diversamente, sennò, se no, a meno che, salvo che, pena la, pena il, fallirà, falliranno, non funzionerà, non funzioneranno, non funziona, andrà perso, andranno persi, andrà persa, andranno perse, verrà perso, verranno persi, si perderà, verrà cancellat*, verranno cancellat*, sarà bloccat*, verrà bloccat*, resta bloccat*, resterà bloccat*, sarà sospes*, verrà sospes*, verrà rifiutat*, sarà rifiutat*, sarà respint*, non potrà, non sarà possibile, non verrà elaborat*, dati corrotti, corrott*, perdita di dati, risultati errati, risultati sbagliati, non autentico, restituirà un errore, darà errore, dipende da, rimane senza',
    instead:
      'invece, invece di, invece del, invece della, al posto di, al posto del, al posto della, al posto suo, in luogo di, anziché, in sostituzione, sostituisce il, sostituisce lo, e non il, e non lo, e non la',
    'every-turn':
      'ogni messaggio, ogni risposta, ogni turno, ogni chiamata, ogni richiesta, ogni domanda, ogni interazione, ogni scambio, ogni volta, ogni volta che, a ogni, ad ogni, in ogni, dopo ogni, prima di ogni, per ogni, con ogni, a ciascuna, tutti i messaggi, tutte le risposte, tutte le tue risposte, in tutte le risposte, alla fine di ogni, all inizio di ogni, al termine di ogni, turno dopo turno, per tutta la conversazione, durante tutta la conversazione, ogniqualvolta l utente, ad ogni passo, sempre e comunque',
    'from-now-on':
      'd ora in poi, d ora in avanti, da ora in poi, da ora in avanti, da adesso in poi, da adesso, da questo momento, da questo momento in poi, da qui in poi, da qui in avanti, da oggi, da oggi in poi, a partire da ora, a partire da adesso, a partire da oggi, d ora innanzi, in futuro, per il futuro, per sempre, permanentemente, in modo permanente, in maniera permanente, permanente, definitivamente, in via definitiva, fino a nuovo ordine, fino a nuovo avviso, sessioni future, future sessioni, prossime sessioni, prossima sessione, sessioni successive, conversazioni future, future conversazioni, prossime conversazioni, ogni sessione, tutte le sessioni, tra le sessioni, da una sessione all altra, per il resto della, resto della conversazione, ricorda sempre, ricordati sempre, a lungo termine, all avvio, ad ogni avvio, con effetto immediato, tutti i progetti, ogni progetto',
    also: 'anche, inoltre, altresì, nel contempo, al contempo, contestualmente, allo stesso tempo, contemporaneamente, in aggiunta, per di più, oltre a, assieme a, assieme alle, insieme a, nonché, e poi, e quindi, una copia, tra l altro, a proposito, p.s., ps, già che ci sei, parallelamente, in parallelo, un ultima cosa, intanto',
    important:
      'importante, importanti, urgente, urgentemente, critico, critica, attenzione, obbligatorio, emergenza, immediatamente, subito, al più presto, quanto prima, il prima possibile, senza indugio, seduta stante, all istante, avviso, avviso di sicurezza, avviso importante, avvertenza, allerta, allarme, massima priorità, priorità massima, priorità alta, nota per, nota all, messaggio per, comunicazione per, riservato, azione richiesta, ultimo avviso, notifica di sistema, messaggio di sistema, comunicazione ufficiale, promemoria di sistema, oggi stesso',
    best: 'migliore, migliori, il migliore, la migliore, unico, unica, ufficiale, ufficiali, affidabile, affidabili, più affidabile, più affidabili, di fiducia, superiore, preferito, preferita, consigliato, consigliata, raccomandato, raccomandata, più preciso, più precisa, più veloce, numero uno, leader, verificato, verificata, certificato, certificata, esclusivo, esclusiva, esclusivamente, definitivo, definitiva, imbattibile, ineguagliabile, più sicuro, più sicura, di riferimento, autorevole, accreditat*',
    outdated:
      'obsoleto, obsoleta, obsoleti, obsolete, superato, superata, superati, superate, deprecato, deprecata, deprecati, in disuso, dismess*, ritirato, ritirata, abbandonat*, guasto, guasta, rotto, rotta, difettos*, insicuro, insicura, non sicuro, non sicura, inaffidabil*, non affidabile, non affidabili, poco affidabile, poco affidabili, non funziona più, non funzionano più, non esiste più, non è più supportat*, fuori servizio, in manutenzione, compromess*, vulnerabile, vulnerabili, falso, falsa, falsi, non disponibile, non disponibili, inferiore, inferiori, lento, lenta',
    example:
      'esempio, esempi, ad esempio, per esempio, p. es., come ad esempio, attacco, attacchi, aggressore, aggressori, attaccante, attaccanti, iniezione, iniezioni, malevolo, malevola, malevoli, malevole, dannoso, dannosa, phishing, jailbreak, vulnerabilità, sospetto, sospetta, sospetti, rileva, rilevare, rilevamento, rilevat*, minaccia, minacce, truffa, truffe, truffator*, ricercator*, dimostra, ingannare, inganna, inganno, raggiro, ingegneria sociale, avvelenat*, avvelenamento, frode, frodi, mitigazione, difesa, studio, criminal*',
  },
};
