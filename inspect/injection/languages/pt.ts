import type { Lexicon } from '../lexicon.ts';
import { forms, respelt, terms } from './forms.ts';

/** Imperatives of tu and você, infinitive (and future), gerund; pronouns follow after a hyphen. */
const ar = (stems: string): string =>
  terms(
    forms(stems, 'ar,arem,armos,ara,arao,aras,ando,a,ai,a lo,a la'),
    forms(respelt(stems, { c: 'qu', g: 'gu', ç: 'c' }), 'e,em,es,emos'),
  );
const er = (stems: string): string =>
  terms(
    forms(stems, 'er,erem,era,erao,eras,endo,e'),
    forms(respelt(stems, { c: 'ç', g: 'j' }), 'a,am,as,amos'),
  );
const ir = (stems: string): string =>
  terms(forms(stems, 'ir,irem,ira,irao,iras,indo,i,e'), forms(respelt(stems, { g: 'j' }), 'a,am,as,amos'));
const been = (stems: string): string => forms(forms('ser ,seja ,sejam ,sera ,serao ', stems), 'o,a,os,as');

export const pt: Lexicon = {
  language: 'pt',
  // "No" is "in the", and elsewhere "not".
  passed:
    'no mesmo, no momento, no dia, no caso, no seu, no próximo, no meu, no nosso, no próprio, no navegador, no canal, no título, no qual, no entanto, no mínimo, no máximo, no modo, no primeiro, no segundo, no último, no computador, no código, no grupo, no projeto, no sistema, no banco, no whatsapp, no google',
  words: {
    ignore: terms(
      ar('ignor,descart,anul,desconsider,dispens,sobrep,abandon,contorn,burl,revog'),
      er('esquec,desobedec'),
      'esquecer, esqueça tudo, esquece tudo, não leve em conta, não levar em conta, não considere, não leve em consideração, deixe de lado, deixa de lado, deixar de lado, deixem de lado, ponha de lado, não siga, não sigas, não sigam, não obedeça, não obedeçam, não respeite, não cumpra, pare de seguir, pare de obedecer, deixe de seguir, deixar de seguir, faça de conta que não, não faça caso, sobrescreva, sobrescrever, desprez*, passe por cima, passar por cima, por cima das, não se aplicam mais, não se aplica mais, não valem mais, não vale mais, não são mais válidas, já não se aplicam, já não valem, deixam de valer, deixa de valer, deixam de vigorar, perdem a validade, perde a validade, perdem o efeito, sem efeito, ficam sem efeito, fica sem efeito, estão revogad*, ficam revogad*, fica revogad*, ficam anulad*, ficam suspens*, ficam cancelad*, foram revogad*, foram substituíd*, são substituíd*, substituem as, substitui as, prevalece*, prevalecer*, tem precedência, têm precedência, tem prioridade sobre, têm prioridade sobre, livre de, livre das, liberto de, não está mais sujeito, não está sujeito, não está vinculado',
    ),
    obey: 'obedeça, obedeçam, obedece, obedecer, obedecendo, siga, sigam, siga as, siga estas, segue as, seguir, seguindo, cumpra, cumpram, cumprir, acate, acatem, acatar, atenha-se, ater-se, faça o que, façam o que, fazer o que, respeite, respeitar, aja conforme, aja de acordo, agir conforme, agir de acordo, execute as seguintes, reger-se, paute-se',
    tell: terms(
      ar(
        'inform,mencion,revel,mostr,avis,notific,coment,cont,explic,comunic,relat,divulg,indic,alert,report,apresent,sinaliz,ressalt,cit,declar,confess,deix transparecer,fal',
      ),
      ir('exib,advert'),
      er('esclarec'),
      'diga, digam, digas, diz, dizer, dizendo, diga-lhe, dizer-lhe, dizer ao, exiba, exibam, expor, exponha, exponham, conte, contem, conta para, descreva, descrever, fale, falem, falar, faça menção, fazer menção, menção, faça referência, fazer referência, dê a conhecer, dar a conhecer, dar a entender, deixe claro, deixe saber, deixar saber, faça saber, fazer saber, saiba, saibam, saber, fique sabendo, ficar sabendo, fiquem sabendo, perceba, percebam, perceber, veja, vejam, ver isso, descubra, descobrir, tome conhecimento, tomar conhecimento, dar ciência, dê ciência, seja informad*, sejam informad*, ser informad*, seja avisad*, seja mostrad*, ser mostrad*, ser mencionad*, seja mencionad*, seja notificad*, ser notificad*, seja comunicad*, apareça, apareçam, aparecer, conste, constem, constar, ponha a par, a par, abra o jogo, pergunte nada, no que for dito',
    ),
    hide: terms(
      ar('ocult,disfarc,mascar,camufl,silenci,acobert'),
      er('escond'),
      ir('omit,encobr,suprim'),
      'esconda, escondam, omita, omitam, oculte, encubra, encobrir, acoberte, secretamente, em segredo, em silêncio, silenciosamente, discretamente, com discrição, às escondidas, escondido, escondida, na surdina, à surdina, às ocultas, de forma oculta, de maneira oculta, de forma discreta, de maneira discreta, de forma silenciosa, modo silencioso, em modo silencioso, por baixo dos panos, por debaixo dos panos, nos bastidores, sem que o usuário, sem que a usuária, sem que o utilizador, sem que os usuários, sem que o cliente, sem que a pessoa, sem que o humano, sem que ninguém, sem que ele saiba, sem que ela saiba, sem que saiba, sem que percebam, sem que perceba, sem que o fato, sem avisar, sem informar, sem dizer, sem contar, sem mencionar, sem mostrar, sem exibir, sem notificar, sem comunicar, sem revelar, sem comentar, sem explicar, sem alertar, sem deixar rastro, sem deixar rastros, sem deixar vestígios, sem fazer alarde, sem alarde, sem chamar atenção, sem o conhecimento, sem conhecimento do, sem seu conhecimento, sem o seu conhecimento, mantenha em segredo, manter em segredo, mantenha segredo, manter segredo, guarde segredo, guardar segredo, mantenha sigilo, manter sigilo, em sigilo, guarde para si, guarde isso para você, guarde só para você, fique entre nós, fica entre nós, entre nós, assunto nosso, é assunto nosso, em segundo plano, invisível para, invisível ao, não visível para, oculto do, oculto para, transparente para o, uso interno, apenas para uso interno, para uso interno, como se nada, finja que nada, não deixe rastro, não deixe transparecer, não deixar transparecer, não conste, não constem, não deve constar, não apareça, não apareçam, cale, cale-se, calar, despercebid*, não precisa saber, não precisam saber, não deve saber, não devem saber, não pode saber, não podem saber, não fique sabendo, não saiba, não saibam, não perceba, não percebam, a pessoa não precisa, confidencialmente',
    ),
    send: terms(
      ar(
        'envi,mand,encaminh,reenvi,public,post,compartilh,partilh,repass,despach,entreg,export,sincroniz,vaz,copi,espelh,carreg',
      ),
      ir('transmit,remet,transfer,difund'),
      er('remet,submet'),
      been('enviad,encaminhad,transmitid,remetid,repassad,compartilhad,espelhad'),
      'envia-lhe, remeta, remetam, transmita, transmitam, transfira, transfiram, transferir, submeta, faça upload, fazer upload, faça o upload, fazer o upload, suba para, subir para, faça chegar, fazer chegar, com cópia, com cópia para, em cópia, em cópia oculta, cópia oculta, com cópia oculta, ponha em cópia, coloque em cópia, colocar em cópia, uma cópia, uma cópia de, uma cópia para, cópia de, cópia do, cópia dos, cópia para, mensagem para, e-mail para, passe adiante, passar adiante, passa pra, me passa, me manda, me envia, requisição para, faça uma requisição, fazer uma requisição, se mande, se envie, dê a, por sms, por whatsapp',
    ),
    read: terms(
      ar(
        'consult,busc,recuper,carreg,colet,examin,inspecion,acess,list,vasculh,localiz,procur,extrat,reun,copi,pesquis,verific,lev',
      ),
      er('recolh,obt'),
      ir('abr,reun'),
      'leia, leiam, ler, lendo, leias, abra, abram, abre, abrir, abrindo, acesse, acessem, acesse o, aceda, aceder, obtenha, obtenham, obter, obtendo, extraia, extraiam, extrair, extraindo, recolha, reúna, reúnam, reunir, colete, pegue, peguem, pegar, pega o, junte, juntar, olhe em, dê uma olhada, ser lido, seja lido, tiver listado, levante',
    ),
    call: terms(
      ar('cham,invoc,utiliz,empreg,acion,dispar'),
      er('recorr'),
      'usar, usando, usem, use a ferramenta, use o, use a, use esta, use este, usa a, usa o, utilize, recorra, faça uma chamada, fazer uma chamada, chamada a, faça uso, fazer uso, lance mão, por meio da ferramenta, ser chamad*, ser usad*, ser invocad*, seja chamad*, seja invocad*, será usad*, serão usad*, passe por, consulte',
    ),
    include: terms(
      ar('adicion,acrescent,anex,copi,col,inform,coloc,complet,cit,junt,codific,incorpor,repass,encaix'),
      ir('inclu,inser,reproduz,introduz'),
      er('preench,escrev,transcrev,fornec,met,descrev,devolv'),
      'inclua, incluam, incluir, incluindo, insira, insiram, inserir, inserindo, preencha, preencham, ponha, ponham, coloque, colocar, cole, colem, passe, passem, passar, anexá-lo, anexá-la, incluí-lo, forneça, forneçam, fornecer, escreva, escrevam, escrever, transcreva, transcrevam, transcrição integral, reproduza, reproduzir, devolva, deve conter, devem conter, deverá conter, deve incluir, deverá incluir, ser incluíd*, seja incluíd*, sejam incluíd*, ser anexad*, ser adicionad*, seja anexad*, digite, acrescentando, prefixad*, no formato, concatene, concatenar',
    ),
    change: terms(
      ar('alter,mud,troc,modific,ajust,atualiz,desvi,configur,edit,redirecion,convert'),
      ir('substitu,redefin,redirig,defin'),
      'substitua, substituam, substituir, substituindo, substitui por, ser substituíd*, será substituíd*, seja substituíd*, reescreva, reescrever, converta, converter, defina como, definir como, altere, troque, mude, ponha como, ao invés do valor, sobrescreva, sobrescrever, prefixados com, redirecione',
    ),
    store: terms(
      ar('guard,salv,armazen,registr,regist,grav,memoriz,anot,arquiv,document,record,apont'),
      'guarde, registre, registe, lembre-se, lembre, lembrar, lembra de, lembrar-se, lembra-te, recorde-se, tome nota, tomar nota, tomando nota, tenha em mente, ter em mente, mantenha na memória, guarde na memória, registre na memória, escreva em, escreva no, escrever em, escrever no, crie um arquivo, criar um arquivo, crie um ficheiro, crie uma entrada, adicione à memória, adicionar à memória, acrescente ao final, adicione ao final, se você registrasse, mantenha um registro, manter um registro, persistir, persista, fazer constar',
    ),
    install: terms(
      ar('instal,baix'),
      'descarregue, descarregar, faça o download, fazer o download, faça download, fazer download, pip install, npm install, npx, curl, wget, ser instalad*, seja instalad*, adicione a extensão',
    ),
    run: terms(
      ar('execut,rod,inici,lanç,avali,dispar,digit'),
      'rode, roda, rodar, rodem, execute, ser executad*, seja executad*, ponha para rodar, cole no terminal, colar no terminal, abra o terminal, abra um terminal, abrir um terminal, corra o, correr o',
    ),
    ask: terms(
      ar('pergunt,confirm,solicit,autoriz,aprov,aguard,valid,verific,consult com'),
      ir('ped,consent'),
      'peça, peçam, pedir, pedindo, confirmação, confirmações, aprovação, aprovações, permissão, permissões, consentimento, autorização, autorizações, anuência, aval, de acordo, o de acordo, pedir permissão, peça permissão, pedir confirmação, peça confirmação, solicitar confirmação, caixa de diálogo, janela de confirmação, tela de confirmação, caixinha de permissão, revisão humana, validação humana, concordância, já aprovad*, já aprovou, já autorizou, já autorizad*, já confirmou, já disse que sim, já consentiu, pré-aprovad*, pré-autorizad*, previamente aprovad*, previamente autorizad*, considera-se aprovad*, dá-se por aprovad*, verificação humana, dupla verificação, esperar resposta, esperar pela, espere pela, esperes pela, aguardar resposta',
    ),
    skip: terms(
      ar('pul,evit,salt,dispens,contorn'),
      'não é necessário, não é preciso, não precisa, não precisas, não precisam, não há necessidade, desnecessári*, é desnecessário, dispensável, dispensad*, é dispensad*, fica dispensad*, está dispensad*, nada de perguntar, nada de pedir, não requer, não exige, não se exige, sem necessidade de, automaticamente, de forma automática, diretamente, imediatamente, de imediato, sem esperar, sem aguardar, sem pedir, sem perguntar, sem solicitar, sem confirmar, sem consultar, sem verificar, sem aprovação, sem confirmação, sem autorização, sem permissão, sem a permissão, sem consentimento, sem o consentimento, sem o seu consentimento, sem revisão, sem validação, sem demora, sem mais, abra mão, abrir mão, prescinda, prescindir, dê por, dar por, presume-se, considere aprovad*, considere autorizad*, direto ao',
    ),
    repeat: terms(
      ar('reinici,reitera,retent,insist'),
      ir('repet'),
      'repita, repitam, repete, repetir, repetindo, repetidamente, várias vezes, de novo, novamente, outra vez, mais uma vez, mais outra, vez após vez, sem parar, sem cessar, sem fim, sem descanso, sem limite, indefinidamente, eternamente, infinitamente, para sempre, em loop, em laço, loop, laço, recursivamente, continuamente, constantemente, não pare, não parem, nunca pare, não pares, não desista, até que eu diga, até que te digam, até segunda ordem, até esgotar, cem vezes, mil vezes, 100 vezes, 1000 vezes, 50 vezes, quantas vezes, continue chamando, continue tentando, siga chamando, chama de novo, chame de novo, chame novamente, volte a chamar, voltar a chamar, volte a, comece de novo, recomece, recomeçar, tente de novo, tente novamente',
    ),
    prefer: terms(
      ar('recomend,prioriz,privilegi,favorec,indic,selecion,destac,aconselh,apost'),
      ir('prefer,suger'),
      er('escolh'),
      'prefira, prefiram, preferir, escolha, escolham, escolhe, opte por, optar por, sugira, sugiram, sugerir, dê preferência, dar preferência, dê prioridade, dar prioridade, em primeiro lugar, primeira opção, primeira escolha, por padrão use, no topo, confie em, confie apenas, confiar apenas, elogie, elogiar, exalte, fale bem, falar bem, coloque em primeiro, em vez de outr*, indicação certa, dê destaque, dar destaque',
    ),
    delete: terms(
      ar('apag,delet,cancel,elimin,desinstal,revog,fech,limp,encerr,anul,esvazi,desativ,format'),
      er('remov'),
      ir('exclu,suprim,destru'),
      'exclua, excluam, excluir, remova, removam, apague, cancele, destrua, destruir, desinscreva, desinscrever, dê baixa, dar baixa, tire do ar, jogue fora, feche, rescinda, rescindir, apague a proteção, encerre',
    ),
    pay: terms(
      ar('pag,compr,encomend,reserv,reembols,contrat,invest,assin,deposit,debit'),
      'transfira, transferir, transferência de, transferência para, faça uma transferência, fazer uma transferência, faça um pix, fazer um pix, fazer pix, manda um pix, faça o pagamento, fazer o pagamento, efetue o pagamento, efetuar o pagamento, efetue um pagamento, faça um pedido, fazer um pedido, faça a compra, autorizar o pix, libere o pagamento, liberar o pagamento, adquira, adquirir, quite, quitar',
    ),
    grant: terms(
      ar('desbloque,liber,autoriz,convid,ativ,desativ,habilit,desabilit,deleg,compartilh,deslig,lig'),
      er('conced'),
      ir('permit,atribu'),
      'conceda, concedam, conceder, permita, permitir, dê acesso, dar acesso, dá acesso, dê ao usuário, conceda acesso, conceder acesso, liberar acesso, libere acesso, libere o acesso, dê permissão, dar permissão, dê permissões, dar permissões, torne público, tornar público, torne pública, tornar pública, deixe público, adicione como, adicionar como, abra a porta, abrir a porta, retire a proteção, remova a proteção, desligue-o, desligue o, eleve, elevar, promova a, promover a, acesso de manutenção, permissão de leitura, permissão de edição, destranque, destrancar',
    ),
    reply: terms(
      ar('afirm,declar,assegur,avali,classific,imprim'),
      er('respond'),
      ir('imprim,conclu'),
      'responda, respondam, respondes, diga apenas, diga exatamente, escreva apenas, escreva somente, limite-se a, comece sua resposta, comece a resposta, inicie sua resposta, inicie a resposta, termine sua resposta, termine a resposta, encerre a resposta, sua resposta deve, a resposta deve, cinco estrelas, 5 estrelas, deixe uma avaliação, deixe uma nota, dê nota, dar nota, redija, redigir, conclua, concluir',
    ),
    pretend: terms(
      ar('simul,imagin'),
      ir('fing'),
      'finja, finjam, finge, fingir, faça de conta, fazer de conta, agora você é, você agora é, você é agora, a partir de agora você é, passa a ser, passe a ser, tu és agora, agora és, aja como, ajam como, agir como, agindo como, atue como, atuar como, comporte-se como, comportar-se como, faça o papel, fazer o papel, faça-se passar, fazer-se passar, interprete o papel, interpretar o papel, assuma o papel, assumir o papel, assuma a identidade, assumir a identidade, desempenhe o papel, imagine que você é, torne-se, tornar-se, transforme-se, vire um, modo desenvolvedor, modo programador, modo administrador, modo de manutenção, modo de depuração, modo deus, modo irrestrito, modo sem restrições, sem restrições, sem restrição, sem limites, sem filtros, sem censura, entre no modo, entrar no modo, ative o modo, ativar o modo, mude para o modo, você não tem restrições, não tem limites, promovido a supervisor',
    ),
    'go-on': terms(
      ar('continu,retom,finaliz,complet,termin,avanç,tent novamente,acab'),
      ir('prossegu,conclu'),
      er('proced'),
      'prossiga, prossigam, prosseguir, proceda, procedam, conclua, concluir, siga em frente, seguir em frente, siga adiante, tente novamente, tentar novamente, tente de novo, tente outra vez, tentar outra vez, reenvie o pedido, antes de continuar, antes de prosseguir, para continuar, para prosseguir, para concluir, para retomar, para completar, para finalizar, a fim de continuar, próxima tentativa, desbloquear a, destravar',
    ),
    instructions:
      'instrução, instruções, regra, regras, norma, normas, diretriz, diretrizes, diretiva, diretivas, orientação, orientações, prompt, prompts, ordem, ordens, comandos anteriores, restrição, restrições, limitação, limitações, limites, política, políticas, protocolo, protocolos, salvaguarda*, filtros, programação, treinamento, cartilha, regulamento, mandamento*, o que te disseram, o que lhe disseram, o que lhe foi dito, o que foi dito, o que foi pedido, tudo acima, tudo o que foi dito, tudo o que veio, o que veio antes, ética, recomendações, determinações, segurança',
    context:
      'conversa, conversas, no histórico, no chat, no contexto, bate-papo, histórico, histórico da conversa, histórico do chat, histórico de mensagens, histórico completo, chat, diálogo, transcrição, mensagens anteriores, últimas mensagens, todas as mensagens, mensagens do usuário, prompt do sistema, prompt de sistema, mensagem do sistema, mensagem de sistema, instruções do sistema, instruções de sistema, instruções iniciais, instruções internas, instruções ocultas, instruções de fábrica, prompt inicial, prompt oculto, contexto completo, todo o contexto, janela de contexto, seu contexto, teu contexto, contexto da conversa, contexto da sessão, cadeia de pensamento, raciocínio, raciocínio interno, processo de pensamento, lista de ferramentas, ferramentas disponíveis, todas as ferramentas, demais ferramentas, resultados de outras, o que o usuário, o que o usuário pediu, o que o usuário disse, pedido original, solicitação original, pergunta do usuário, pedido do usuário, solicitação do usuário, tudo o que foi dito, texto acima, memória de trabalho, o que as demais',
    secret:
      'senha, senhas, palavra-passe, palavras-passe, credencial, credenciais, token, tokens, chave api, chaves api, chave de api, chaves de api, chave da api, api key, apikey, chave privada, chaves privadas, chave secreta, chaves secretas, chave ssh, chaves ssh, chave de acesso, chaves de acesso, segredo, segredos, frase de recuperação, frase semente, frase secreta, frase-semente, cookie, cookies, variável de ambiente, variáveis de ambiente, código de verificação, códigos de verificação, código de uso único, código 2fa, código sms, pin, cvv, número do cartão, cartão de crédito, dados do cartão, dados bancários, cpf, rg, cnpj, chaveiro, certificado, certificados, dados de acesso, dados de login, string de conexão, senha mestra, token de acesso, tokens de acesso, token de atualização, dados confidenciais, valores crus',
    file: 'arquivo, no arquivo, no ficheiro, no repositório, no diretório, no documento, arquivos, ficheiro, ficheiros, documento, documentos, pasta, pastas, diretório, diretórios, conteúdo, conteúdos, configuração, código-fonte, código fonte, repositório, repositórios, base de código, notas, anexo, anexos, planilha, planilhas',
    tool: 'ferramenta, no servidor, ferramentas, função, funções, plugin, plugins, complemento, complementos, conector, conectores, servidor, servidores, servidor mcp, integração, integrações, chamada, chamadas, chamada de ferramenta, chamadas de ferramenta, serviço, serviços, extensão, extensões',
    parameter:
      'parâmetro, parâmetros, argumento, argumentos, campo, campos, no campo, no parâmetro, no argumento, destinatário, destinatários, assunto, no assunto, corpo, no corpo, valor, valor de, montante, quantia, cabeçalho, cabeçalhos, beneficiário, favorecido, entrada, cópia oculta, ramo, branch, destino',
    message:
      'mensagem, mensagens, e-mail, e-mails, email, emails, correio eletrônico, resposta, respostas, na resposta, no resumo, no e-mail, no texto, no relatório, pedido, pedidos, solicitação, solicitações, requisição, requisições, consulta, consultas, resumo, relatório, relatórios, turno, turnos, texto, fatura, pergunta, perguntas, boleto, narrativa',
    money:
      'conta, contas, conta bancária, iban, pix, bitcoin, btc, cripto*, criptomoeda*, fundos, dinheiro, dólares, reais, euros, pagamento, pagamentos, saldo, fatura, faturas, boleto, boletos, cartão, cartões, vale-presente, carteira, cobrança, transferência',
    memory:
      'memória, na memória, memória de longo prazo, memória persistente, lembranças, preferências salvas, preferências do usuário, arquivo de regras, arquivo de inicialização, script de inicialização, inicialização, tarefa agendada, tarefas agendadas, base de conhecimento, sessões futuras, futuras sessões, próximas sessões, sessões posteriores, sessões seguintes',
    command:
      'comando, comandos, no terminal, script, scripts, terminal, console, linha de comando, prompt de comando, executável, binário, pacote, pacotes, atualização, correção, instalador, dependência, programa',
    error:
      'erro, erros, falha, falhas, falhou, falharam, negado, negada, acesso negado, expirado, expirada, expirou, inválido, inválida, exceção, não autorizado, proibido, proibida, não foi possível, não é possível, não pôde, impossível, rejeitado, rejeitada, recusado, recusada, bloqueado, bloqueada, cota excedida, não encontrado, não encontrada, incompleto, tempo esgotado, interrompid*, pendente, malformad*',
    task: 'tarefa, tarefas, trabalho, objetivo, objetivos, missão, dever, obrigação, passo, passos, etapa, etapas, fluxo de trabalho, propósito, prioridade, operação, operações, incumbência, função principal',
    data: 'dados, informação, informações, registros, registos, detalhes, contatos, contactos, agenda, lista de contatos, catálogo de endereços, calendário, caixa de entrada, dados pessoais, dados de clientes, dados de cobrança, resultados, resultado, saída, histórico, número de telefone, telefone, celular, endereço residencial, localização, prontuário*, folha de pagamento, salários, fotos, contratos',
    user: 'usuário, usuários, usuária, usuárias, utilizador, utilizadores, utilizadora, pessoa, pessoas, humano, humanos, cliente, clientes, operador, operadora, interlocutor, leitor, leitora, alguém, ninguém, gente, dono, titular, proprietário, funcionário, quem solicitou, quem pediu, quem perguntar, solicitante, lojista, pessoal, eles',
    model:
      'assistente, assistentes, ia, inteligência artificial, agente, agentes, modelo, modelos, modelo de linguagem, modelos de linguagem, llm, llms, bot, bots, chatbot, robô, robozinho, chatgpt, claude, gemini, copilot, assistente virtual, assistente de ia, agente de ia, agentes de ia, sistema de ia, atendente virtual, agente automatizado, querido inteligência',
    you: 'você, vocês, tu, teu, tua, teus, tuas, te, ti, lhe, vosso, vossa, seu papel, contigo',
    me: 'eu, mim, meu, minha, meus, minhas, nós, nosso, nossa, nossos, nossas, comigo, conosco',
    authority:
      'administrador, administradores, administradora, administração, desenvolvedor, desenvolvedores, desenvolvedora, equipe de segurança, equipa de segurança, departamento de segurança, equipe de suporte, suporte técnico, departamento de ti, equipe de ti, departamento jurídico, jurídico, conformidade, compliance, lei, legislação, legal, regulamentação, lgpd, rgpd, fornecedor, fabricante, diretoria, direção, gerência, presidência, auditor, auditores, auditoria, autoridade, autoridades, polícia, justiça, tribunal, juiz, ministério, governo, receita federal, banco central, autorizado, autorizada, oficialmente, em nome de, em nome da, por ordem de, por ordem da, por determinação, a mando de, plataforma, hospedamos você, openai, anthropic, a empresa, matriz, superusuário, moderador, seus criadores, teus criadores, contratante, supervisor',
    self: 'esta ferramenta, esta função, este servidor, este serviço, este método, este plugin, a ferramenta, a função, este comando, esta api, esta ação, nesta ferramenta, desta ferramenta',
    earlier:
      'anterior, anteriores, anteriormente, prévio, prévia, prévios, prévias, previamente, precedente, precedentes, antes recebidas, até agora, até o momento, até aqui, até este ponto, existente, existentes, original, originais, inicial, iniciais, acima, mais acima, passado, passadas, antigo, antiga, antigos, antigas, recebido, recebida, recebidas, recebidos, dado, dadas, que te deram, que lhe deram, que te deram aí, padrão, vigentes, atuais, estabelecidas, de fábrica',
    all: 'todo, toda, todos, todas, tudo, qualquer, quaisquer, cada, inteiro, inteira, completo, completa, completos, completas, íntegra, integral, integralmente, total, totalidade, na íntegra, palavra por palavra, literalmente, tal como, sem resumir, sem cortes, sem omitir, nenhum, nenhuma, por completo',
    other:
      'outro, outra, outros, outras, demais, restante, restantes, diferente, diferentes, alternativa, alternativas, concorrente, concorrentes, concorrência, terceiro, terceiros, alheio, alheia, outro conector, congêneres, similares',
    system:
      'sistema, do sistema, de sistema, segurança, de segurança, desenvolvedor, oculto, oculta, ocultas, ocultos, interno, interna, internas, internos, núcleo, de fábrica, contratante do assistente',
    new: 'novo, nova, novos, novas, atualizado, atualizada, atualizadas, real, reais, verdadeiro, verdadeira, verdadeiras, seguinte, seguintes, correta, corretas, agora, abaixo, único, única, apenas, somente, exclusivamente, anexo a esta',
    must: 'deve, devem, deves, deverá, deverão, deverás, deveria, deveriam, tem que, tem de, tens de, tens que, têm que, terá que, terá de, há de, hão de, é necessário, é obrigatório, é imprescindível, é imperativo, é preciso, obrigatório, obrigatória, obrigatórios, obrigatoriamente, requerido, requerida, requer, exige, exige-se, certifique-se, certifiquem-se, assegure-se, garanta que, garanta, sempre, por favor, por gentileza, pedimos, pedimos a gentileza, peço, peço que, solicitamos, solicita-se, pede-se, rogamos, queira, tenha a bondade, tenha a gentileza, faça o favor, faz o favor, favor, convém, não se esqueça de, não esqueça de, lembre-se de, precisa, precisas, é fundamental, cabe ao, cabe a você, poderia, você pode, pode por favor, seria ótimo se, quero que, queremos que, preciso que, está obrigado, é seu dever, faz-se necessário, imprescindível, só é válido se, faça',
    not: 'não, nunca, jamais, ninguém, nada, nenhum, nenhuma, nem, tampouco, evite, evitem, evitar, abstenha-se, abster-se, em hipótese alguma, em nenhuma hipótese, de modo algum, de forma alguma, em momento algum, sob nenhuma circunstância, em nenhum momento, sequer, nada de, pare de, deixe de, proibido, é proibido, fica proibido, vedado, é vedado',
    without: 'sem, sem que, em vez de, ao invés de, em lugar de',
    before:
      'antes, antes de, antes que, previamente, primeiro, primeiramente, em primeiro lugar, de antemão, com antecedência, até que, no início, no começo, no princípio, ao iniciar, para começar, pré-requisito, precondição, imediatamente antes, anteriormente a, como primeiro passo',
    after:
      'depois, depois de, após, logo após, em seguida, na sequência, assim que, uma vez, uma vez que, posteriormente, por fim, finalmente, por último, no final, no fim, ao final, ao terminar, ao concluir, ao finalizar, quando terminar, quando tiver, tão logo, a seguir, como último passo',
    when: 'se o, se os, se um, se uma, se você, se houver, se for, se ele, se ela, se não, se te, se lhe, quando, sempre que, toda vez que, caso, no caso de, em caso de, no dia em que, assim que, a partir de, a partir do, enquanto, se alguém, se o usuário, somente se, apenas se, só se, ao receber, ao ler, ao abrir, no momento em que, havendo, tratando-se de, desde que',
    otherwise:
      'caso contrário, do contrário, senão, se não, a menos que, a não ser que, salvo se, sob pena de, falhará, falharão, vai falhar, não funcionará, não funcionarão, não vai funcionar, não funciona, será perdido, será perdida, serão perdidos, serão perdidas, se perderá, perderá, será rejeitad*, serão rejeitad*, será bloquead*, será suspens*, será apagad*, serão apagad*, será cancelad*, será recusad*, não poderá, não será possível, não será processad*, dados corrompidos, corrompid*, perda de dados, resultados incorretos, resultados errados, retornará erro, dará erro, depende de, tidas por, quebra o, valor dobrado',
    instead:
      'em vez de, em vez do, em vez da, ao invés de, ao invés do, ao invés da, em lugar de, no lugar de, no lugar do, no lugar da, em seu lugar, em substituição, substitui a, e não o, e não a',
    'every-turn':
      'cada mensagem, cada resposta, cada turno, cada chamada, cada pedido, cada solicitação, cada pergunta, cada interação, cada vez, cada vez que, a cada, em cada, após cada, depois de cada, antes de cada, com cada, toda mensagem, toda resposta, toda interação, toda chamada, toda pergunta, toda vez, toda vez que, todas as mensagens, todas as respostas, todas as suas respostas, em todas as respostas, em toda resposta, no final de cada, ao final de cada, no fim de cada, no início de cada, sempre que o usuário, sempre que responder, ao longo da conversa, durante toda a conversa, a todo momento, a cada passo',
    'from-now-on':
      'a partir de agora, de agora em diante, daqui em diante, daqui para frente, daqui pra frente, de agora pra frente, de agora para frente, doravante, a partir deste momento, a partir deste ponto, a partir daqui, a partir de hoje, de hoje em diante, desde já, no futuro, futuramente, para sempre, permanentemente, de forma permanente, de maneira permanente, permanente, definitivamente, até segunda ordem, até nova ordem, até novo aviso, sessões futuras, futuras sessões, próximas sessões, próxima sessão, sessões seguintes, conversas futuras, futuras conversas, próximas conversas, em todas as sessões, cada sessão, toda sessão, entre sessões, pelo resto da, o resto da conversa, lembre-se sempre, lembre sempre, a longo prazo, de longo prazo, na inicialização, ao iniciar o sistema, ao ligar, com efeito imediato, todos os projetos, cada projeto',
    also: 'também, além disso, ademais, igualmente, ao mesmo tempo, simultaneamente, adicionalmente, de passagem, junto com, juntamente, bem como, assim como, à parte, e depois, e em seguida, uma cópia, por sinal, a propósito, p.s., ps, aproveitando, já que está, em paralelo, mais uma coisa, outra coisa',
    important:
      'importante, importantes, urgente, urgentemente, crítico, crítica, atenção, obrigatório, emergência, imediatamente, de imediato, o quanto antes, o mais rápido possível, já, agora mesmo, sem demora, aviso, aviso de segurança, alerta, alerta de segurança, aviso importante, advertência, prioridade máxima, alta prioridade, nota para, nota ao, mensagem para, aviso ao, aviso para, confidencial, ação necessária, último aviso, notificação do sistema, mensagem do sistema, comunicado, comunicado oficial',
    best: 'melhor, melhores, o melhor, a melhor, único, única, oficial, oficiais, confiável, confiáveis, mais confiável, mais confiáveis, de confiança, superior, preferido, preferida, preferencial, recomendado, recomendada, mais preciso, mais precisa, mais rápido, mais rápida, número um, líder, verificado, verificada, certificado, homologad*, exclusivo, exclusiva, exclusivamente, definitivo, definitiva, imbatível, inigualável, mais seguro, mais segura, de referência, autorizada, credenciad*',
    outdated:
      'obsoleto, obsoleta, obsoletos, obsoletas, ultrapassad*, desatualizad*, em desuso, descontinuad*, depreciad*, retirado, retirada, aposentad*, desativad*, quebrado, quebrada, com defeito, defeituos*, inseguro, insegura, inseguros, inseguras, pouco confiável, pouco confiáveis, não confiável, não é confiável, não são confiáveis, não funciona mais, não funcionam mais, não existe mais, fora do ar, fora de serviço, em manutenção, comprometid*, vulnerável, vulneráveis, falso, falsa, falsos, falsas, indisponível, indisponíveis, inferior, lento, lenta, vazaram dados',
    example:
      'exemplo, exemplos, por exemplo, p. ex., tal como, tais como, ataque, ataques, atacante, atacantes, invasor, injeção, injeções, malicioso, maliciosa, maliciosos, maliciosas, phishing, jailbreak, carga maliciosa, vulnerabilidade, vulnerabilidades, suspeito, suspeita, suspeitos, detecta, deteta, detectar, detecção, detecta-se, ameaça, ameaças, golpe, golpes, golpista*, fraude, fraudes, fraudulent*, pesquisador*, demonstra, enganar, engana, truque, engenharia social, envenenad*, envenenamento, mitigação, defesa, estudo',
  },
};
