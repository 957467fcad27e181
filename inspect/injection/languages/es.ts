import type { Lexicon } from '../lexicon.ts';
import { forms, respelt, terms } from './forms.ts';

/** Imperatives of tú, vos, usted, ustedes and vosotros with their pronouns, infinitive (and future), gerund. */
const AR_A = 'ar*,ando*,a,ad,alo*,ala,ale,ales,ame,aselo';
const AR_E = 'e,en,es,emos,elo*,ela,ele,eles,eme,eselo,ese,enlo*,enle*,ense';
const ER_A = 'a,an,as,amos,alo*,ala,ale,ame,aselo,ase,anlo*,anse';
const ER_E = 'er*,iendo*,e,ed,elo*,ela,ele,eme,eselo';
const IR_E = 'ir*,iendo*,e,id,elo*,ela,ele,eme,eselo';
const ar = (stems: string): string =>
  terms(forms(stems, AR_A), forms(respelt(stems, { c: 'qu', g: 'gu', z: 'c' }), AR_E));
const er = (stems: string): string => terms(forms(stems, ER_E), forms(stems, ER_A));
const ir = (stems: string): string => terms(forms(stems, IR_E), forms(stems, ER_A));
const been = (stems: string): string => forms(forms('ser ,sea ,sean ,sera ,seran ', stems), 'o,a,os,as');

export const es: Lexicon = {
  language: 'es',
  words: {
    ignore: terms(
      ar('ignor,olvid,descart,omit,salt,anul,desestim,invalid,sobrescrib,pas por alto'),
      'olvidate, olvidese, olvidad todo, no hagas caso, no haga caso, no hagan caso, hacer caso omiso, haz caso omiso, haga caso omiso, hagan caso omiso, haciendo caso omiso, caso omiso, deja de lado, deje de lado, dejen de lado, dejar de lado, dejando de lado, deja de seguir, deje de seguir, dejen de seguir, dejar de seguir, deja de obedecer, deje de obedecer, no sigas, no siga, no sigan, no obedezcas, no obedezca, no obedezcan, no tengas en cuenta, no tenga en cuenta, no tengan en cuenta, no tener en cuenta, sin tener en cuenta, no respetes, no respete, desobedece*, desobedezca*, prescinde de, prescinda de, prescindan de, prescindir de, haz como si no, ya no se aplica*, ya no aplica*, ya no rige*, dejan de aplicarse, dejan de regir, deja de regir, queda sin efecto, quedan sin efecto, quedan anulad*, queda anulad*, quedan derogad*, queda derogad*, quedan revocad*, queda revocad*, quedan suspendid*, quedan invalidad*, quedan canceladas, pierde vigencia, pierden vigencia, pierden validez, pierde validez, quedan subordinad*, queda subordinad*, prevalece*, prevalec*, tiene prioridad sobre, tienen prioridad sobre, tiene precedencia, tienen precedencia, por encima de las, por encima de tus, sustituye a las, sustituyen a las, reemplaza a las, reemplazan a las, anula las, anulan las, libre de, libre de las, no estas sujeto, sin restricciones, te liberas de, liberate de, dese por',
    ),
    obey: terms(
      er('obedec,obedezc'),
      ar('acat,respet,cumpliment'),
      'sigue, siga, sigan, seguid, sigue las, seguir las, seguir estas, seguir las siguientes, siguelas, sigalas, cumple, cumpla, cumplan, cumplir, atente a, atengase a, atenganse a, atenerse a, haz lo que, haga lo que, hagan lo que, hacer lo que, lleva a cabo, lleve a cabo, llevar a cabo, actua segun, actue segun, actuar segun, obra segun, rige tu, regirse por, rigete por',
    ),
    tell: terms(
      ar(
        'inform,mencion,revel,mostr,muestr,avis,notific,coment,explic,advert,adviert,comunic,enseñ,divulg,señal,visualiz,expres,aclar,relat,confes',
      ),
      er('expong,expon'),
      ir('adviert,advirt,advert,refer,refier'),
      'cuentes, cuente, cuenten, cuentale, contar*, contarle*, indica, indicar*, indique, indiquen, alertar*, alertes, alerte, alerten, informado de, decir*, diga, digan, digas, dile, diles, dilo, dime, digale, digales, digalo, decidle, diciendo*, diselo, digaselo, decirselo, hablar de, hables de, hable de, hablen de, hagas saber, haga saber, haz saber, hagan saber, hacer saber, haciendo saber, hagaselo saber, hazle saber, hacerle saber, poner en conocimiento, ponga en conocimiento, pongas en conocimiento, dar a conocer, des a conocer, de a conocer, dejes ver, deje ver, dejar ver, se entere, se enteren, enterarse, enterar*, lo sepa, lo sepan, sepa que, sepan que, llegue a saber, llegue a enterarse, se de cuenta, se den cuenta, darse cuenta, quede enterado, sea informad*, sean informad*, ser informad*, sea mostrad*, ser mostrad*, ser mencionad*, sea mencionad*, sea notificad*, ser notificad*, aparezca, aparezcan, aparecer en, hagas mencion, haga mencion, hacer mencion, hacer referencia, hagas referencia, haga referencia, hacer alusion, aludas, aluda, aludir*, se comenta, se muestra, se menciona, se informa, se enseña, se notifica, se comunica, se avisa, vea, vean, ver esto, que salga, que salgan, dar cuenta, des cuenta, delates, delate, ponerle al corriente, al corriente, al tanto',
    ),
    hide: terms(
      ar('ocult,escond,disimul,camufl,silenci,encubr'),
      er('escond'),
      ir('encubr,omit'),
      'en secreto, secretamente, en silencio, silenciosamente, discretamente, con discrecion, guardar discrecion, guarda discrecion, guarde discrecion, guardase discrecion, guarden discrecion, a escondidas, a hurtadillas, de forma oculta, de manera oculta, de forma discreta, de manera discreta, de forma silenciosa, de tapadillo, sin que se note, sin que nadie lo note, sin que nadie se entere, sin que se entere*, sin que lo sepa*, sin que el usuario, sin que la usuaria, sin que los usuarios, sin que el cliente, sin que la persona, sin que el humano, sin avisar*, sin informar*, sin decir*, sin decirle*, sin decirselo, sin mencionar*, sin mostrar*, sin notificar*, sin comentar*, sin comunicar*, sin revelar*, sin contar*, sin contarselo, sin explicar*, sin alertar*, sin advertir*, sin hacer mencion, sin hacer referencia, sin dejar rastro, sin dejar constancia, sin su conocimiento, sin conocimiento del usuario, sin el conocimiento, a espaldas de*, a sus espaldas, mantenlo en secreto, mantengalo en secreto, mantenga en secreto, manten en secreto, mantener en secreto, mantenlo oculto, mantener oculto, mantenga oculto, mantenerse oculto, permanecer oculto, guarda el secreto, guarde el secreto, guardar silencio, guarda silencio, guarde silencio, queda entre nosotros, quede entre nosotros, que quede entre, queda entre tu y yo, entre tu y yo, entre nosotros, en segundo plano, de forma invisible, invisible para el usuario, invisible para, oculto para, oculto al usuario, no visible para, no es visible para, transparente para, de uso interno, uso interno, solo para uso interno, como si nada, como si no hubiera pasado nada, haz como si nada, no dejes constancia, no deje constancia, no dejar constancia, no dejes rastro, no figure, no figuren, no conste, no consten, no salga en, no salgan en, calla, callate, callese, callar, callando, pasa desapercibido, pase desapercibido, desapercibid*, inadvertid*, tras bambalinas, entre bastidores, por lo bajo, por debajo de la mesa, no se entere, no se enteren, no lo sepa, no lo sepan, no se de cuenta, no debe enterarse, no debe saber, no tiene por que saber*, no tiene por que enterarse, no hace falta que sepa, no hace falta que se entere, sin comentarlo',
    ),
    send: terms(
      ar('envi,mand,reenvi,transfier,public,despach,entreg,comparti,expid,export,sincroniz'),
      ir('remit,transmit,retransmit,difund,compart,sub,transfier,transfer,expid'),
      er('remet'),
      been('enviad,reenviad,remitid,transmitid,subid,mandad,entregad'),
      'haz llegar, hazle llegar, haga llegar, hagale llegar, hagan llegar, hacer llegar, haciendo llegar, hagase llegar, pon en copia, ponga en copia, poner en copia, con copia a, con copia oculta, en copia oculta, copia oculta, una copia de, copia de los, copia de las, copia a, cargar en, carga en, cargue en, vuelca en, correo a, mensaje a, pasale, paseme, pasame, pasale a, haz un post, haz una peticion, haga una peticion, realiza una peticion, realiza una solicitud, hacer una peticion, hacer una solicitud, sea enviad*, una subida, ponle en copia, postea, postear, posteale',
    ),
    read: terms(
      er('le,recog,recoj,extraig,obteng,obten'),
      ar(
        'consult,carg,recuper,busc,recopil,revis,examin,inspeccion,descifr,localiz,escane,enumer,recolect,averigu',
      ),
      ir('abr,extra'),
      'lee, lea, lean, leed, leer*, leyendo*, leelo, leela, leelos, lealo, leala, lealos, accede, acceda, accedan, acceder*, accediendo, ve a buscar, traete, traiga, traigan, traer*, obtener*, obtiene, obten, obtengan, extrae, extraer*, extrayendo, recoge, reune, reuna, reunan, reunir*, hazte con, hagase con, hacerse con, mira en, mire en, echa un vistazo, saca, saque, sacar*, encuentra, encuentre, encontrar*, muestrame el contenido',
    ),
    call: terms(
      ar('llam,invoc,utiliz,emple,dispar'),
      ir('recurr'),
      'usa, usar*, usalo, usala, usad, uselo, usela, usese, usando*, usen, recurre a, recurra a, haz una llamada, haga una llamada, hacer una llamada, realiza una llamada, realice una llamada, haz uso de, haga uso de, hacer uso de, servirse de, sirvete de, pasa por, pase por, echa mano de',
    ),
    include: terms(
      ar(
        'adjunt,peg,agreg,insert,complet,aport,copi,coloc,rellen,suministr,volc,proporcion,facilit,anex,codific,incorpor',
      ),
      ir('inclu,incluy,añad,escrib,transcrib,introduc,introduzc,reproduc,reproduzc,inscrib'),
      er('pon,pong,devolv,devuelv'),
      'pasa, pasar, pasando, pasalo, pasale, pase, pasen, incluir*, incluyendo*, pon, ponlo, ponla, ponga, pongan, poner*, poniendo*, mete, meta, metan, meter, meterlo, devuelve, devuelva, devolver*, se incluira*, debe contener, debera contener, debe llevar, llevara en, llevaran en, ha de contener, debe incluir, ser incluid*, sea incluid*, sean incluid*, ser adjuntad*, ser añadid*, se rellena con, se rellenara, hay que pasar, anexese, agreguese, adjuntese',
    ),
    change: terms(
      ar('cambi,reemplaz,modific,alter,actualiz,ajust,edit,redirig,desvi,configur,intercambi,conmut,permut'),
      ir(
        'sustitu,sustituy,substitu,substituy,redirig,redirij,reescrib,sobrescrib,convert,conviert,invert,invirt',
      ),
      'sustituir*, sustituyendo*, se sustituye por, se reemplaza por, en lugar del valor, establece*, establezca*, establecer*, pon a, ponlo a, deja el valor',
    ),
    store: terms(
      ar('guard,almacen,registr,grab,memoriz,anot,apunt,archiv,conserv,salv,document,tom nota'),
      'recuerda, recuerde, recuerden, recordar*, recuerdalo, recuerdelo, recordad, escribe en, escriba en, escribir en, escribelo en, toma nota, tome nota, tomar nota, tomando nota, deja constancia, deje constancia, deja anotado, crea un archivo, crea un fichero, cree un archivo, crear un archivo, crear un fichero, crea una entrada, añade a la memoria, añadir a la memoria, añade al final, añada al final, añadir al final, ten presente, tenga presente, tengan presente, persistir, persista, lleva un registro, lleve un registro',
    ),
    install: terms(
      ar('instal,descarg,baj'),
      'bajate, bajese, descargate, pip install, npm install, apt install, curl, wget, npx, instalese, descarguese',
    ),
    run: terms(
      ar('ejecut,lanz,arranc,inici,evalu,tecle'),
      er('corr'),
      'corre, corra, corran, correr*, ejecutese, pon en marcha, ponga en marcha, poner en marcha, pega en la terminal, pegar en la terminal, abre una terminal, abra una terminal',
    ),
    ask: terms(
      ar('pregunt,confirm,consult con,solicit,verific,autoriz,aprob,aprueb,aguard,valid'),
      ir('ped,pid,consent,consient,requer,requier'),
      'confirmacion*, aprobacion*, permiso, permisos, consentimiento, autorizacion*, visto bueno, pedir permiso, pide permiso, pida permiso, pedir confirmacion, pide confirmacion, pida confirmacion, solicitar confirmacion, recabar*, recabe, dialogo de confirmacion, ventana de confirmacion, revision humana, validacion humana, acuerdo del usuario, ya aprobado, ya ha aprobado, ya autorizo, ya ha autorizado, ya ha dado su, aprobacion previa, preaprobad*, preautorizad*, conformidad, beneplacito, se da por aprobad*, darse por aprobad*, doble verificacion, esperar respuesta, esperar la, esperar a, esperes a, esperes la, espere a, espere la, espera a, espera la',
    ),
    skip: terms(
      ir('omit,prescind'),
      ar('salt,evit,obvi,pas por alto,esquiv,sorte,elud'),
      'saltate, saltese, saltarse, saltandose, no hace falta, no es necesario, no es preciso, no se requiere, no requiere, no hay que, no necesitas, no necesita, no precisa, no tienes que, no tiene que, no hay necesidad, sin necesidad de, huelga, sobra, innecesari*, es innecesario, automaticamente, de forma automatica, directamente, de inmediato, inmediatamente, da por, de por, dar por, dando por, darse por, sin mas tramite, sin mas, sin esperar*, sin pedir*, sin preguntar*, sin solicitar*, sin confirmar*, sin consultar*, sin aprobacion, sin confirmacion, sin autorizacion, sin permiso, sin el permiso, sin el consentimiento, sin consentimiento, sin su consentimiento, sin verificacion, sin revision, sin revisar, sin recabar, prescinde, prescinda, desactiva la confirmacion, se presume, se presumira, se entiende otorgad*, se considera aprobad*, se considera otorgad*',
    ),
    repeat: terms(
      ir('repit,repet'),
      ar('reintent,reitera,reinici,insist'),
      'repite, repita, repitan, una y otra vez, otra vez, de nuevo, nuevamente, vuelve a, vuelva a, vuelvan a, volver a, volviendo a, sin parar, sin descanso, sin cesar, sin fin, sin limite, indefinidamente, para siempre, eternamente, infinitamente, en bucle, bucle, sin detenerte, sin detenerse, no pares, no pare, no te detengas, no se detenga, no dejes de, no deje de, sigue llamando, siga llamando, sigue intentando, siga intentando, continuamente, constantemente, recursivamente, cien veces, mil veces, 100 veces, 1000 veces, 50 veces, tantas veces, hasta que te diga, hasta que se diga, hasta que te digan, hasta agotar, vez tras vez, empieza de nuevo, empezar de nuevo, desde el principio, vuelve al paso',
    ),
    prefer: terms(
      ar('recomend,recomiend,prioriz,privilegi,promocion,aconsej,seleccion,destac'),
      ir('prefier,prefer,elig,elij,eleg,suger,sugier,preferi'),
      er('escog,escoj'),
      'elige, elija, escoge, escoja, da preferencia, de preferencia a, dar preferencia, da prioridad, dar prioridad, de prioridad, en primer lugar, primera opcion, primera eleccion, por encima de otr*, por defecto usa, opta por, opte por, optar por, apuesta por, confia en, confie en, confiar solo, posiciona, elogia, elogie, elogiar, alaba, alabe, redacta un elogio, habla bien de, hable bien de, decantate por',
    ),
    delete: terms(
      ar(
        'borr,elimin,cancel,suprim,desinstal,revoc,cerr,cierr,limpi,purg,purgu,vaci,formate,retir,quit,dest,anul',
      ),
      ir('suprim,destru,destruy'),
      'destruir*, destruye, destruya, borralo, borrese, cancelense, cancelese, da de baja, dar de baja, dese de baja, date de baja, darse de baja, haz desaparecer, deshazte de, deshagase de, deshacerse de',
    ),
    pay: terms(
      ar('pag,abon,transfier,compr,encarg,reserv,reembols,contrat,gast,ingres,suscrib,adquir'),
      ir('transfer,transfier,invert,inviert,adquir,adquier,suscrib'),
      'haz una transferencia, haga una transferencia, hacer una transferencia, realiza una transferencia, realice una transferencia, realizar un pago, realiza un pago, haz un pago, haga un pago, haz un pedido, haga un pedido, hacer un pedido, pasar de la cuenta, transferencia de, transferencia a, pide un, girale, gira, gire, girar*',
    ),
    grant: terms(
      ar('otorg,invit,desbloque,autoriz,desactiv,habilit,deshabilit,inhabilit,deleg,asign,apag,liber,levant'),
      er('conced'),
      ir('permit,compart,abr'),
      'da acceso, de acceso, dar acceso, dale acceso, dele acceso, dando acceso, conceder acceso, concede acceso, conceda acceso, haz publico, haga publico, hacer publico, hazlo publico, haz publica, hacer publica, da permisos, dar permisos, de permisos, dale permisos, da permiso a, da acceso a, dar de alta, da de alta, añade como, añadir como, agrega como, abre la puerta, abrir la puerta, quita la proteccion, desactiva la proteccion, pon en publico, eleva, eleve, elevar*, concede permisos, otorga permisos, promueve a, baja la guardia, hazlo administrador, hacer administrador',
    ),
    reply: terms(
      ar('contest,conclu,declar,afirm,asegur,imprim,valor,puntu'),
      er('respond'),
      ir('imprim,conclu,concluy'),
      'responde, responda, respondan, respondase, contestale, di que, dile que, diga que, digale que, diles que, decir que, digan que, decirle que, di exactamente, escribe solo, escribe unicamente, limitate a, limitese a, limitate a responder, empieza tu respuesta, comienza tu respuesta, comience su respuesta, termina tu respuesta, termina cada respuesta, tu respuesta debe, su respuesta debe, la respuesta debe, redacta, redacte, redactar*, poner 5 estrella*, poner cinco estrella*, pon cinco estrella*, pon 5 estrella*, da cinco estrella*, opina que, deja una reseña, dejar una reseña',
    ),
    pretend: terms(
      ir('fing,finj'),
      ar('simul,aparent,imagin'),
      'finge, finja, fingir*, ahora eres, a partir de ahora eres, eres ahora, pasas a ser, pasa a ser, actua como, actue como, actuar como, actuando como, actuaras como, comportate como, comportese como, comportarse como, hazte pasar por, hagase pasar por, hacerse pasar por, haz de, haz el papel, haga el papel, interpreta el papel, interpreta a, asume el rol, asuma el rol, asumir el rol, asume la identidad, asume el papel, asuma el papel, adopta el papel, adopta el rol, juega el papel, imagina que eres, imaginate que, conviertete en, conviertase en, convertirse en, seras, modo desarrollador, modo administrador, modo mantenimiento, modo depuracion, modo dios, modo sin restricciones, sin restricciones, sin limites, sin filtros, sin censura, cambia al modo, cambia a modo, entra en modo, entre en modo, entrar en modo, activa el modo, active el modo, no tienes restricciones, no tienes limites',
    ),
    'go-on': terms(
      ar('continu,reanud,prosig,reintent,finaliz,complet,termin,avanz,avanc,acab'),
      ir('prosegu,prosig'),
      er('proced'),
      'procede, proceda, procedan, proceder*, sigue adelante, siga adelante, seguir adelante, seguir con, antes de seguir, antes de continuar, para continuar, para seguir, para poder continuar, para proseguir, para reanudar, para completar, para terminar, vuelve a intentar*, vuelva a intentar*, volver a intentar*, intentalo de nuevo, intentelo de nuevo, siguiente intento, proximo intento, desbloquear la',
    ),
    instructions:
      'instruccion, instrucciones, reglas, regla, norma, normas, directriz, directrices, directiva, directivas, indicacion, indicaciones, pauta, pautas, prompt, prompts, orden, ordenes, mandato, mandatos, politica, politicas, restriccion, restricciones, limitacion, limitaciones, limites, salvaguarda*, filtros, protocolo, protocolos, consigna, consignas, lineamiento*, mandamiento*, programacion, entrenamiento, lo que te dijeron, lo que te han dicho, lo que se te dijo, lo que se te ha dicho, lo que te hayan dicho, lo que se te haya*, lo que se haya pedido, lo que se te pidio, lo anterior, lo dicho, encargos, etica, seguridad, guia de estilo, todo lo anterior',
    context:
      'conversacion, conversaciones, charla, historial, historial del chat, historial de la conversacion, historial de mensajes, historial completo, chat, dialogo, transcripcion, mensajes anteriores, mensajes previos, todos los mensajes, ultimos mensajes, mensajes del usuario, prompt del sistema, prompt de sistema, mensaje del sistema, mensaje de sistema, instrucciones del sistema, instrucciones de sistema, instrucciones iniciales, instrucciones internas, instrucciones ocultas, indicaciones iniciales, prompt inicial, prompt oculto, contexto completo, todo el contexto, ventana de contexto, tu contexto, su contexto, contexto de la conversacion, contexto de la sesion, cadena de pensamiento, razonamiento, razonamiento interno, proceso de pensamiento, lista de herramientas, listado de herramientas, herramientas disponibles, herramientas que tiene*, herramientas conectadas, todas las herramientas, lo que se haya hablado, lo que se ha hablado, lo que hayas hablado, lo hablado, lo que escribio, lo que escribio la persona, lo que ha dicho el usuario, lo que dijo el usuario, lo que pidio el usuario, peticion original, solicitud original, pregunta del usuario, peticion del usuario, solicitud del usuario, texto anterior, todo lo dicho, memoria de trabajo, resultados de otras herramientas',
    secret:
      'contraseña, contraseñas, clave, claves, credencial, credenciales, token, tokens, secreto, secretos, clave api, claves api, api key, api keys, clave de api, claves de api, clave privada, claves privadas, clave de acceso, claves de acceso, clave ssh, claves ssh, llave privada, llaves privadas, llave ssh, llaves ssh, frase semilla, frase de recuperacion, frase secreta, palabras de recuperacion, semilla de la billetera, cookie, cookies, variables de entorno, variable de entorno, codigo de verificacion, codigos de verificacion, codigo de un solo uso, codigo 2fa, codigo sms, pin, cvv, numero de tarjeta, tarjeta de credito, tarjeta guardada, datos de la tarjeta, datos bancarios, numero de la seguridad social, dni, llavero, almacen de claves, certificado, certificados, datos de acceso, datos de inicio de sesion, cadena de conexion, contraseña maestra, dato confidencial, datos confidenciales',
    file: 'archivo, archivos, fichero, ficheros, documento, documentos, carpeta, carpetas, directorio, directorios, contenido, contenidos, configuracion, codigo fuente, repositorio, repositorios, base de codigo, notas, adjuntos, adjunto',
    tool: 'herramienta, herramientas, funcion, funciones, complemento, complementos, plugin, plugins, conector, conectores, servidor, servidores, servidor mcp, integracion, integraciones, llamada, llamadas, llamada a herramienta, servicio, servicios, buscador, buscadores',
    parameter:
      'parametro, parametros, argumento, argumentos, campo, campos, destinatario, destinatarios, destino, asunto, cuerpo, valor de, valor, importe, cantidad, cabecera, cabeceras, encabezado, beneficiario, beneficiaria, direccion de envio, entrada, bcc, cco, rama',
    message:
      'mensaje, mensajes, correo, correos, correo electronico, correos electronicos, respuesta, respuestas, peticion, peticiones, solicitud, solicitudes, contestacion, contestaciones, resumen, informe, consulta, consultas, replica, turno, turnos, texto, factura',
    money:
      'cuenta, cuentas, cuenta bancaria, iban, bitcoin, btc, cripto, criptomoneda*, fondos, dinero, dolares, euros, eur, pago, pagos, saldo, factura, facturas, tarjeta, tarjetas, tarjeta regalo, transferencia, monedero, billetera, cartera',
    memory:
      'memoria, memoria a largo plazo, memoria persistente, recuerdos, preferencias guardadas, preferencias del usuario, archivo de reglas, fichero de reglas, reglas del proyecto, archivo de inicio, script de inicio, inicio del sistema, tareas programadas, tarea programada, base de conocimiento, sesiones futuras, futuras sesiones, proximas sesiones, sesiones posteriores, gancho de git',
    command:
      'comando, comandos, orden de consola, script, scripts, guion, terminal, consola, interprete, binario, ejecutable, paquete, paquetes, extension, actualizacion, parche, instalador, dependencia',
    error:
      'error, errores, fallo, fallos, fallido, fallida, denegado, denegada, caducado, caducada, expirado, expirada, invalido, invalida, excepcion, no autorizado, prohibido, no se pudo, no se ha podido, no se puede, imposible, rechazado, rechazada, bloqueado, bloqueada, cuota agotada, no encontrado, no se encuentra, incompleto, tiempo de espera, interrumpid*',
    task: 'tarea, tareas, trabajo, cometido, objetivo, objetivos, mision, encargo, deber, obligacion, paso, pasos, flujo de trabajo, proposito, prioridad, pedido',
    data: 'datos, informacion, registros, detalles, contactos, agenda, lista de contactos, libreta de direcciones, calendario, bandeja de entrada, datos personales, datos de clientes, resultados, salida, historial, numero de telefono, telefono, movil, domicilio, ubicacion, expediente*, historial medico, nominas, contratos, fotos',
    user: 'usuario, usuarios, usuaria, usuarias, persona, personas, humano, humanos, cliente, clientes, clienta, operador, operadora, interlocutor, lector, lectora, gente, alguien, nadie, dueño, titular, propietario, empleado, empleada, el que pregunta, quien pregunte, quien pregunta, ellos',
    model:
      'asistente, asistentes, ia, inteligencia artificial, agente, agentes, modelo, modelos, modelo de lenguaje, modelos de lenguaje, llm, bot, chatbot, robot, chatgpt, claude, gemini, copilot, asistente virtual, asistente de ia, asistentes de ia, agente de ia, agentes de ia, sistema de ia, quien procese, quien lea',
    you: 'tu, tus, ti, te, usted, ustedes, vos, vosotros, vuestro, vuestra, vuestros, vuestras, contigo',
    me: 'yo, mi, mis, conmigo, nosotros, nosotras, nuestro, nuestra, nuestros, nuestras, nos, soy, somos',
    authority:
      'administrador, administradores, administradora, administracion, desarrollador, desarrolladores, desarrolladora, equipo de seguridad, departamento de seguridad, equipo de soporte, soporte tecnico, departamento de ti, equipo de ti, departamento legal, departamento juridico, cumplimiento normativo, cumplimiento, normativa, reglamento, ley, legislacion, rgpd, lopd, proveedor, fabricante, direccion general, gerencia, la direccion, director, directora, auditor, auditores, auditoria, autoridad, autoridades, autorizado, autorizada, autorizado por, en nombre de, por orden de, policia, juzgado, tribunal, gobierno, ministerio, hacienda, plataforma, superusuario, compañia, la empresa, sede central, moderador, propietario del sistema, creadores, creador, openai, anthropic',
    self: 'esta herramienta, esta funcion, este servidor, este servicio, este metodo, este complemento, este plugin, la herramienta, la funcion, este comando, esta api, esta accion',
    earlier:
      'anterior, anteriores, anteriormente, previo, previa, previos, previas, previamente, precedente, precedentes, con anterioridad, hasta ahora, hasta el momento, hasta este punto, hasta aqui, existente, existentes, original, originales, inicial, iniciales, de arriba, mas arriba, pasado, pasadas, antiguo, antiguas, anteriores a, recibido, recibidas, dado, dadas, te dieron, te han dado, por defecto, predeterminad*, vigentes, actuales, cuanto',
    all: 'todo, toda, todos, todas, cualquier, cualquiera, cualesquiera, cada, entero, entera, completo, completa, completos, completas, integro, integra, integramente, total, totalidad, literal, literalmente, tal cual, palabra por palabra, al pie de la letra, en su totalidad, sin resumir, sin censurar, sin tachar, sin redactar, ninguna, ningun, cuanto',
    other:
      'otro, otra, otros, otras, demas, resto, distinto, distinta, distintos, distintas, diferente, diferentes, ajeno, ajena, ajenos, ajenas, alternativa, alternativas, restantes, competencia, competidor*, de terceros, terceros, otro proveedor',
    system:
      'sistema, del sistema, de sistema, seguridad, de seguridad, desarrollador, oculto, oculta, ocultas, ocultos, interno, interna, internas, internos, nucleo, de fabrica',
    new: 'nuevo, nueva, nuevos, nuevas, actualizado, actualizada, actualizadas, real, reales, verdadero, verdadera, verdaderas, verdaderos, siguiente, siguientes, correctas, ahora, unico, unica, vigente',
    must: 'debe, deben, debes, debera, deberan, deberas, debera ser, deberia, deberias, tiene que, tienes que, tienen que, hay que, habra que, ha de, has de, han de, es necesario, es obligatorio, es imprescindible, es imperativo, resulta necesario, obligatorio, obligatoria, obligatorios, obligatoriamente, requerido, requerida, se requiere, requiere, exige, se exige, asegurate, asegurese, aseguraos, asegurense, siempre, por favor, se ruega, rogamos, ruego, le ruego, le rogamos, le pedimos, te pedimos, te pido, le agradeceria*, agradeceria*, le agradeceriamos, tenga la amabilidad, ten la amabilidad, haga el favor, haz el favor, hazme el favor, sirvase, conviene, procure, procura, no olvides, no olvide, recuerda que, necesitas, necesita, precisas, es preciso, hace falta, quiero que, queremos que, necesito que, corresponde al, podrias, puedes, puede usted, seria tan amable, se te ordena, se te pide, se espera que, quedas obligado, esta obligado, estas obligado, es tu deber, imprescindible',
    not: 'no, nunca, jamas, nadie, nada, ningun, ninguna, ninguno, ni, tampoco, evita, evite, eviten, evitar, abstente, abstengase, abstenerse, en ningun caso, bajo ningun concepto, en ningun momento, de ningun modo, de ninguna manera, ni siquiera, deja de, deje de, dejen de, prohibido, se prohibe, queda prohibido, no hay motivo, no debe, no deben, no debes',
    without: 'sin, sin que, en vez de, en lugar de',
    before:
      'antes, antes de, antes que, previo a, previamente, primero, en primer lugar, primeramente, de antemano, con antelacion, hasta que, al principio, al inicio, al comenzar, para empezar, requisito previo, como paso previo, paso previo, precondicion, no sin antes',
    after:
      'despues, despues de, luego, tras, una vez, acto seguido, a continuacion, posteriormente, posterior a, posterior, finalmente, por ultimo, al final, al terminar, al acabar, al finalizar, cuando termines, cuando hayas, cuando haya, en cuanto, tan pronto como, seguidamente, como ultimo paso',
    when: 'si, cuando, cada vez que, siempre que, en caso de, en caso de que, en cuanto, el dia en que, el dia que, a partir de, mientras, si alguien, tan pronto, en el momento en que, ante cualquier, si el usuario, solo si, solo cuando, al recibir, al leer, al abrir, a partir del',
    otherwise:
      'de lo contrario, en caso contrario, si no, a menos que, salvo que, a no ser que, so pena de, fallara, fallaran, no funcionara, no funcionaran, no funciona, se perdera, se perderan, se pierde, perdera, perderas, sera rechazad*, seran rechazad*, sera eliminad*, se borrara, se bloqueara, sera bloquead*, quedara bloquead*, sera suspendid*, quedara suspendid*, se cancelara, no podra, no podras, no sera posible, no se podra, datos corruptos, se corrompera, perdida de datos, incorrectos, resultados incorrectos, saldra mal, sin remedio, denegara, no se completara, empezar de cero, depende de, devolvera un error, dara error',
    instead:
      'en su lugar, en lugar de, en vez de, en lugar del, en vez del, en cambio, en sustitucion de, en sustitucion, reemplaza a, sustituye a, y no el, y no la, en reemplazo',
    'every-turn':
      'cada mensaje, cada respuesta, cada replica, cada turno, cada llamada, cada peticion, cada solicitud, cada consulta, cada pregunta, cada interaccion, cada vez, cada vez que, en cada, tras cada, despues de cada, antes de cada, con cada, todos los mensajes, todas las respuestas, todas tus respuestas, en todas las respuestas, en todo momento, al final de cada, al final de tus respuestas, al principio de cada, por cada, a lo largo de la conversacion, durante toda la conversacion, siempre que el usuario, siempre que responda*, en adelante siempre, a cada paso',
    'from-now-on':
      'a partir de ahora, desde ahora, de ahora en adelante, en adelante, de aqui en adelante, a partir de este momento, a partir de este punto, a partir de aqui, a partir de esta linea, desde este momento, de hoy en adelante, a partir de hoy, en lo sucesivo, en el futuro, en un futuro, para siempre, permanentemente, de forma permanente, de manera permanente, permanente, definitivamente, hasta nuevo aviso, futuras sesiones, sesiones futuras, proximas sesiones, siguientes sesiones, sesiones posteriores, conversaciones futuras, futuras conversaciones, proximas conversaciones, futuros chats, en todas las sesiones, cada sesion, entre sesiones, sobreviva a la sesion, el resto de la conversacion, el resto de la sesion, recuerda siempre, recuerda para siempre, al arrancar, al iniciar sesion, al inicio de cada sesion, sin fecha de caducidad, a largo plazo, con efecto inmediato, cada nuevo proyecto, todos los proyectos',
    also: 'tambien, ademas, asimismo, igualmente, a la vez, al mismo tiempo, adicionalmente, de paso, junto con, junto a, aparte, y luego, y despues, una copia, por cierto, posdata, p.d., pd, ya que estas, en paralelo, simultaneamente, por otra parte, otra cosa, una cosa mas, aprovechando',
    important:
      'importante, urgente, urgentemente, critico, critica, atencion, obligatorio, emergencia, inmediatamente, de inmediato, cuanto antes, ya mismo, ahora mismo, sin demora, lo antes posible, aviso, aviso de seguridad, alerta, alerta de seguridad, aviso importante, advertencia, prioridad maxima, maxima prioridad, maxima, prioridad alta, nota para, nota al, mensaje para, aviso para, ojo, confidencial, mensaje del sistema, notificacion del sistema, accion requerida, ultimo aviso, notificacion oficial',
    best: 'mejor, mejores, el mejor, la mejor, unico, unica, unica fuente, oficial, oficiales, fiable, fiables, mas fiable, mas fiables, de confianza, confiable, confiables, superior, preferido, preferida, preferente, recomendado, recomendada, mas preciso, mas precisa, mas rapido, mas rapida, numero uno, lider, verificado, verificada, certificado, autorizado, exclusivo, exclusiva, exclusivamente, definitivo, definitiva, insuperable, sin igual, mas seguro, mas segura, en primer lugar, de referencia, autorizada',
    outdated:
      'obsoleto, obsoleta, obsoletos, obsoletas, anticuado, anticuada, desactualizad*, en desuso, desaconsejad*, descontinuad*, discontinuad*, retirado, retirada, retiradas, retirados, roto, rota, averiado, averiada, defectuoso, defectuosa, inseguro, insegura, inseguras, poco fiable, poco fiables, ya no funciona, ya no funcionan, ya no existe, ya no se mantiene, no es fiable, no son fiables, fuera de servicio, en mantenimiento, comprometido, comprometida, vulnerable, vulnerables, falso, falsa, falsos, falsas, caducad*, inferior, inferiores, no disponible, deprecad*, lento, lenta, datos falsos',
    example:
      'ejemplo, ejemplos, por ejemplo, p. ej., tal como, tales como, ataque, ataques, atacante, atacantes, inyeccion, inyecciones, malicioso, maliciosa, maliciosos, maliciosas, phishing, jailbreak, carga util, vulnerabilidad, vulnerabilidades, sospechos*, detecta, detectar*, detectad*, deteccion, amenaza, amenazas, estafa, estafas, estafador*, ciberdelincuente*, investigador*, demuestra, engañar*, engaña*, truco, ingenieria social, envenenad*, envenenamiento, fraude, fraudulent*, mitigacion, defensa, estudio, titular de prensa, articulo explica',
  },
};
