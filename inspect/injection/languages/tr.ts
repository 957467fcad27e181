import type { Lexicon } from '../lexicon.ts';
import { terms } from './forms.ts';
import { deniedVerbs, verbs } from './turkish-verbs.ts';

const TELL =
  'söyle,bildir,göster,açıkla,anlat,belirt,bahset,söz et,haber ver,bilgi ver,uyar,duyur,aktar,ifşa et,paylaş,görüntüle,raporla,sezdir,hissettir,çıtlat,belli et,dile getir,bilgilendir,söylen,bildiril,gösteril,açıklan,anlatıl,belirtil,bahsedil,söz edil,haber veril,bilgi veril,bilgilendiril,duyurul';
const ASK =
  'sor,onayla,doğrula,onaylat,teyit et,onay al,izin al,onay iste,izin iste,danış,bekle,sorul,onaylan,doğrulan,beklen,onay alın,izin alın';

export const tr: Lexicon = {
  language: 'tr',
  words: {
    ignore: terms(
      verbs(
        'unut,yok say,göz ardı et,görmezden gel,es geç,çiğne,bir kenara bırak,kenara bırak,bir yana bırak,aş,geçersiz kıl,geçersiz say,boş ver,hiçe say,iptal et,devre dışı bırak,yok sayıl,göz ardı edil,görmezden gelin,unutul,bir kenara bırakıl',
      ),
      'dikkate almayın, dikkate almayınız, dikkate almamalı*, dikkate alınmamalı*, dikkate alınmasın, dikkate alınmaz, dikkate almadan, uyma, uymayın, uymayınız, uymamalı*, uymayı bırak, takip etme, takip etmeyin, takip etmeyi bırak, izleme, izlemeyin, itaat etme, itaat etmeyin, aldırma, aldırmayın, önemseme, önemsemeyin, umursamayın, boşver, boş verin, kulak asma, kulak asmayın, artık geçerli değil*, geçerli değildir, geçerliliğini yitir*, hükmünü yitir*, hükümsüz*, geçersizdir, geçersiz, yürürlükten kalk*, yürürlükten kaldır*, askıya alın*, iptal edilmiştir, kaldırılmıştır, yerine geçer, üstündedir, üzerindedir, önceliklidir, öncelik taşır, geçersiz kılar, bağlı değilsin, bağlı değilsiniz, muafsın, muafsınız, artık bağlamaz',
    ),
    obey: terms(
      verbs('uy,itaat et,takip et,izle,uygula,yerine getir,riayet et,uyul,uygulan,takip edil'),
      'esas alınacaktır, esas alınır, esas alın, esas al, göre hareket et, göre davran, dediğini yap, dediklerini yap, sözünden çıkma',
    ),
    tell: terms(
      verbs(TELL),
      'bilmesi*, bilmesin, bilmesini, haberi olsun, haberdar et, haberdar edin, haberdar*, fark et, farkına var*, farkında ol*, öğren, öğrensin, görsün, görsünler, bilsin, bilsinler, duysun, bilgisi*',
    ),
    hide: terms(
      verbs(
        'gizle,sakla,gizli tut,saklı tut,örtbas et,sır olarak sakla,sustur,gizlen,saklan,gizli tutul,geçiştir,geçiştiril',
      ),
      'gizlice, gizli gizli, gizli olarak, gizli bir şekilde, sessizce, sessiz sedasız, sessiz sedasızca, çaktırmadan, belli etmeden, hissettirmeden, sezdirmeden, fark ettirmeden, farkettirmeden, kimseye söylemeden, kimseye belli etmeden, kimseye çaktırmadan, kullanıcıya söylemeden, kullanıcıya bildirmeden, kullanıcıya haber vermeden, kullanıcıya göstermeden, kullanıcıya belli etmeden, kullanıcının haberi olmadan, kullanıcının bilgisi olmadan, kullanıcının bilgisi dışında, kullanıcıdan gizli, kullanıcıdan habersiz, kullanıcı fark etmeden, kullanıcı farkına varmadan, kullanıcı görmeden, kullanıcı bilmeden, haberi olmadan, haberi olmaksızın, bilgisi olmadan, bilgisi dışında, habersiz, habersizce, haber vermeden, haber vermeksizin, bilgi vermeden, bilgi vermeksizin, söylemeden, söylemeksizin, bildirmeden, bildirmeksizin, bahsetmeden, bahsetmeksizin, söz etmeden, belirtmeden, açıklamadan, göstermeden, uyarmadan, duyurmadan, iz bırakmadan, dikkat çekmeden, arka planda, perde arkasında, el altından, aramızda kalsın, aramızda kalsin, aramızda kalacak, aramızda, kendine sakla, kendinize saklayın, kendinde kalsın, sende kalsın, sizde kalsın, sır olarak, sır kalsın, sır gibi, ağzını sıkı tut, ağzından kaçırma, kullanıcıya görünmez, kullanıcıya görünmeden, görünmez şekilde, görünmez biçimde, görünmeden, gösterilmez, görülmez, görünmesin, yalnızca dahili, dahili kullanım, iç kullanım, sadece iç kullanım, hiçbir şey olmamış gibi, bir şey olmamış gibi, fark etmesin, farkına varmasın, fark etmemeli, farkında olmamalı, farkında olmasın, haberi olmasın, haberi olmamalı, bilmesin, bilmemeli, bilmesine gerek yok, bilmesi gerekmez, bilmesi gerekmiyor, duymasın, duymamalı, görmesin, görmemeli, öğrenmesin, öğrenmemeli, hiç açmasanız, açık etme, açık etmeyin, ele verme, ele vermeyin, ses çıkarma, susun, suskun kal, sessiz kal, sessiz kalın, söz edilmemesi, yer verme, yer vermeyin, yer verilmesin, özette yer almasın, yanıtta yer almasın, yer almamalı',
    ),
    send: terms(
      verbs(
        'gönder,yolla,ilet,aktar,postala,paylaş,yükle,yayınla,yayımla,kopyala,naklet,ulaştır,sızdır,teslim et,e-posta at,mail at,mesaj at,gönderil,iletil,aktarıl,yollan,paylaşıl,yüklen,ulaştırıl,yayınlan,yayımlan',
      ),
      'gönderilir, iletilir, aktarılır, paylaşılır, gönderilmelidir, kopyasını, bir kopyasını, bir kopya, bir kopyası, kopyası, bilgiye ekle, bilgiye ekleyin, gizli kopya, gizli kopyaya, bcc, cc, kopya olarak, adresine, numarasına mesaj, isteği gönder, istek at, istek gönder, post isteği, geçin, hattına',
    ),
    read: terms(
      verbs(
        'oku,aç,al,çek,topla,getir,bul,ara,tara,incele,eriş,listele,çıkar,ele geçir,edin,sorgula,derle,görüntüle,bak,okun,açıl,toplan,listelen,alın',
      ),
      'okunup, okuyup, okuyun, okuyarak, okuyunuz, içeriğini al, içeriğini oku, göz at, göz atın, erişim sağla, erişim sağlayın',
    ),
    call: terms(
      verbs(
        'çağır,kullan,başvur,tetikle,devreye al,çağrıl,kullanıl,tetiklen,çağırıl,yararlan,faydalan,sorgula',
      ),
      'çağrı yap, çağrı yapın, çağrılmalı*, kullanılır, çalıştırılır, çağrılır, aracını çağır',
    ),
    include: terms(
      verbs(
        'ekle,dahil et,dâhil et,koy,yaz,yapıştır,doldur,geçir,iliştir,kopyala,yerleştir,ver,gir,belirt,kodla,aktar,eklen,konul,yazıl,dahil edil,yerleştiril,yapıştırıl,doldurul,iliştiril,geçiril,veril',
      ),
      'eklenir, konulur, yazılır, eklenmelidir, yazılmalıdır, parametresine, parametresi olarak, alanına, içermelidir, içermeli, içersin, koyması, yazıp, ekleyiver*, ekleyip',
    ),
    change: terms(
      verbs(
        'değiştir,yönlendir,güncelle,ayarla,düzenle,çevir,değiştiril,yönlendiril,güncellen,ayarlan,yerine koy,dönüştür,ikame et,saptır',
      ),
      'yerine yaz, yerine yazın, yerine geç*, olarak ayarla, olarak değiştir, değiştirilir, değiştirilecek*',
    ),
    store: terms(
      verbs(
        'kaydet,sakla,hatırla,not et,not al,ezberle,yaz,depola,arşivle,günlüğe kaydet,aklında tut,kaydedil,saklan,yazıl,hatırlan,depolan,işle',
      ),
      'aklınızda tutun, aklınızda bulundurun, aklında bulundur, dosya oluştur, dosya oluşturun, sonuna ekle, sonuna ekleyin, satırı ekle, satırı yazılır, satırını ekle, kayıt tut, kaydını tut, unutma, unutmayın',
    ),
    install: terms(
      verbs('kur,yükle,indir,kurul,indiril'),
      'kurulumu yap, kurulumunu yap, pip install, npm install, npm i, npx, curl, wget, indirip, kurup',
    ),
    run: terms(
      verbs('çalıştır,başlat,yürüt,işlet,çalıştırıl,başlatıl,yürütül'),
      'terminale yapıştır, terminale yaz, konsola yaz, komutunu gir, komutunu girin, yazıp çalıştır*',
    ),
    ask: terms(
      verbs(ASK),
      'onay, onayı, onayını, onaya, onaysız, izin, izni, iznini, rıza, rızası, rızasını, muvafakat, teyit, doğrulama, onay ekranı, onay ekranını, onay penceresi, onay kutusu, kullanıcı onayı, kullanıcının onayı, insan onayı, önceden onaylan*, zaten onayla*, zaten onay*, onay verilmiş*, onay vermiş*, onaylanmış say*, onaylı say*, kabul edilmiş say*',
    ),
    skip: terms(
      verbs('atla,geç,es geç,pas geç,kaçın,atlan,vazgeç'),
      'gerek yok, gerek yoktur, gerek olmadan, gerek kalmadan, gerekmez, gerekmiyor, gerekmemektedir, lüzum yok, ihtiyaç yok, şart değil, zorunlu değil, gereksiz, sormadan, sormaksızın, sorulmadan, sorulmaksızın, onay almadan, onay almaksızın, onay alınmadan, onay beklemeden, onay istemeden, onayı olmadan, onayı beklenmeden, onaysız, izin almadan, izin istemeden, izinsiz, izni olmadan, rızası olmadan, beklemeden, beklemeksizin, beklenmeden, doğrulamadan, doğrulamaksızın, danışmadan, teyit etmeden, kontrol etmeden, otomatik olarak, otomatikman, kendiliğinden, doğrudan, hemen, derhal, vakit kaybetmeden, bekletmeden, ekranını beklemeden',
    ),
    repeat: terms(
      verbs(
        'tekrarla,yinele,tekrar et,yeniden dene,tekrar dene,tekrar çağır,yeniden çağır,yine çağır,tekrarlan',
      ),
      'tekrar, tekrar tekrar, yeniden, bir daha, yine, defalarca, durmadan, durmaksızın, sürekli, sürekli olarak, sonsuza kadar, sonsuza dek, sonsuz, sonsuz döngü, döngü, döngüye, döngüde, ara vermeden, aralıksız, kesintisiz, hiç durmadan, asla durma, durma, durmayın, bırakma, bırakmayın, vazgeçme, vazgeçmeyin, ta ki, yüz kez, bin kez, yüz defa, bin defa, 100 kez, 1000 kez, 50 kez, 100 defa, baştan başla, baştan başlayın, en baştan, devam et ta ki, kez daha, defa daha',
    ),
    prefer: terms(
      verbs(
        'tercih et,öner,seç,öncelik ver,öne çıkar,tavsiye et,öv,ön plana çıkar,önceliklendir,tercih edil,önceliği ver,methet,güven',
      ),
      'ilk sıraya, ilk sıraya yaz*, ilk sırada, en başa, en üste, en üst sıra*, ilk tercih*, birinci sıra*, varsayılan olarak kullan, övmek, olarak öner, yalnızca bunu',
    ),
    delete: terms(
      verbs(
        'sil,kaldır,yok et,iptal et,imha et,temizle,sonlandır,kapat,feshet,boşalt,geri al,silin,kaldırıl,iptal edil,yok edil,kapatıl,temizlen',
      ),
      'iptal edilip, üyeliğini sonlandır, aboneliği iptal, abonelikten çık*',
    ),
    pay: terms(
      verbs(
        'öde,satın al,havale et,sipariş ver,transfer et,rezervasyon yap,para gönder,para aktar,havale yap,eft yap,bağışla,yatır,kirala,ödeme yap,abone ol,ödeme kur,ödemeyi yap,sepete ekle,sepet koy',
      ),
      'ödemesini yap, satın alınacak, satın alınsın, alınacak, hesabına, para transferi, otomatik ödeme, havalesi',
    ),
    grant: terms(
      verbs(
        'izin ver,yetki ver,davet et,erişim ver,yetkilendir,etkinleştir,devre dışı bırak,kilidini aç,kilidi aç,herkese aç,ata,paylaşıma aç,aktifleştir,pasifleştir,erişime aç,yetkisi ver,izni ver',
      ),
      'herkese açık, herkese açık hâle getir*, herkese açık hale getir*, herkese açık yap*, yazma izni, yönetici yap, yönetici olarak ekle, olarak ekle, korumayı kaldır, korumasını kaldır, güvenlik duvarı*, tam yetki, tam erişim',
    ),
    reply: terms(
      verbs('cevapla,yanıtla,cevap ver,yanıt ver,yaz,çıktı ver,iddia et,yanıtlan,cevaplan'),
      'de ki, deyin ki, olarak cevap ver, olarak yanıtla, sadece şunu yaz, yalnızca şunu yaz, sadece şunu söyle, yanıtına başla, cevabına başla, yanıtını bitir, cevabını bitir, yanıtın şöyle, beş yıldız, 5 yıldız, puan ver, yorum yaz, diye cevap, diye yanıt, cevapta, yanıtta, evet deyin, evet de, diye sunul*',
    ),
    pretend: terms(
      verbs(
        'taklit et,canlandır,rol yap,gibi davran,gibi hareket et,gibi yap,rolüne gir,rolünü üstlen,rolünü oyna,kimliğine bürün,gibi konuş,numarası yap',
      ),
      'artık sen, sen artık, artık bir, bundan sonra sen, şu andan itibaren sen, olarak davran, olarak hareket et, olarak görev yap, olduğunu varsay, olduğunu hayal et, imişsin gibi, mişsin gibi, modundasın, geliştirici modu*, yönetici modu*, bakım modu*, hata ayıklama modu*, tanrı modu*, sınırsız mod*, kısıtlamasız mod*, kısıtlama olmadan, kısıtlama olmaksızın, kısıtlamasız, sınırsız, sansürsüz, filtresiz, hiçbir kısıtlaman yok, hiçbir kısıtlama yok, moduna geç, moduna geçin, moduna gir',
    ),
    'go-on': terms(
      verbs('devam et,tamamla,bitir,sürdür,ilerle,sonuçlandır,tamamlan,bitiril'),
      'tekrar denenebilir, yeniden denenebilir, devam edebilmek, devam edebilmek için, devam etmek için, devam etmeden önce, tamamlamak için, bitirmek için, işlemi tamamla*, sonraki çağrıda, bir sonraki çağrıda, kaldığı yerden, kaldığın yerden, denemeye devam',
    ),
    instructions:
      'talimat*, yönerge*, kural, kurallar*, kuralları*, kuralın, kuralı, komut, komutlar*, prompt, promptu*, promptlar*, istem, istemi, istemler*, sistem istemi*, direktif*, kısıt, kısıtlar*, kısıtlama, kısıtlamalar*, sınırlama, sınırlamalar*, sınırlar*, politika, politikalar*, protokol, protokoller*, ilke, ilkeler*, emir, emirler*, emri, emirleri, yasaklar*, güvenlik önlem*, filtreler*, programlama*, eğitim verilerin*, sana söylenen*, size söylenen*, sana verilen*, size verilen*, sana denilen*, tembih*, söylenenler*, yukarıdakiler*, öncekiler*, etik kurallar*, güvenlik*, rehber kurallar*',
    context:
      'konuşma, konuşmalar*, konuşmayı, konuşmanın, konuşmada*, konuşma geçmiş*, sohbet, sohbeti, sohbetin*, sohbet geçmiş*, sohbette*, yazışma, yazışmalar*, yazışma geçmiş*, mesaj geçmiş*, diyalog*, geçmiş mesaj*, önceki mesaj*, önceki konuşma*, son mesaj*, tüm mesaj*, bütün mesaj*, kullanıcı mesaj*, kullanıcının mesaj*, sistem istem*, sistem prompt, promptu*, promptlar*, sistem mesaj*, sistem talimat*, sistem yönerge*, sistem komut*, başlangıç talimat*, ilk talimat*, gizli talimat*, gizli yönerge*, dahili talimat*, geliştirici mesaj*, bağlamı*, bağlamın*, bağlam pencere*, tüm bağlam*, düşünce zincir*, akıl yürütme*, muhakeme*, düşünce süreci*, araç listesi*, araçların liste*, araçların listesini, mevcut araç*, kullanılabilir araç*, elindeki araç*, elinizdeki araç*, diğer araçların sonuç*, kullanıcının sorusu*, kullanıcının isteği*, kullanıcının yazdığı*, kullanıcının söylediği*, özgün istek, asıl istek, buraya kadar yazılan*, bu satıra kadar, şimdiye kadar yazılan*, konuşulan her şey, yukarıdaki metin*, yazılan ne varsa, transkript*',
    secret:
      'parola, parolalar*, parolası*, parolayı, parolanı*, parolasını, şifre, şifreler*, şifresi*, şifreyi, şifreni*, kimlik bilgi*, giriş bilgi*, oturum bilgi*, erişim bilgi*, api anahtar*, api key, apikey, anahtarı, anahtarlar*, anahtarını, özel anahtar*, gizli anahtar*, erişim anahtar*, erişim belirteç*, belirteç*, ssh anahtar*, token, tokenı, tokenlar*, tokenini, tokenın*, jeton, jetonu*, jetonlar*, sır, sırlar*, sırları*, kurtarma kelime*, kurtarma ifade*, kurtarma cümle*, tohum ifade*, cüzdan kurtarma*, çerez*, oturum çerez*, ortam değişken*, doğrulama kod*, onay kod*, tek kullanımlık*, sms kod*, pin, pin kod*, cvv, kart numara*, kart bilgi*, kredi kart*, kayıtlı kart*, tc kimlik, t.c. kimlik, kimlik numara*, banka bilgi*, sertifika*, anahtarlık*, anahtarlığ*, bağlantı dize*, gizli bilgi*, kimlik fotokopi*',
    file: 'dosya, dosyalar*, dosyayı, dosyası*, dosyanın, dosyasını, dosyada*, belge, belgeler*, belgeyi, belgesi*, belgenin, klasör*, dizin, dizini*, dizindeki, içeriği*, içerik*, yapılandırma*, ayar dosya*, kaynak kod*, depo, depoyu, deposu*, notlar*, ekler*, ekini, ekindeki',
    tool: 'araç, aracı, aracın*, araca, aracını, araçlar*, araçla, araçta, işlev, işlevi, işlevler*, fonksiyon*, eklenti*, bağlayıcı*, sunucu, sunucuya, sunucunun, sunucular*, sunucusu*, mcp sunucu*, araç çağrı*, çağrı, çağrılar*, çağrısı*, çağrıda, entegrasyon*, servis, servisi*, hizmet, hizmeti*, konektörü*',
    parameter:
      'parametre*, argüman*, alan, alanı*, alanına, alanlar*, alıcı, alıcısı*, alıcıyı, alıcılar*, konu satırı*, gövde, gövdesi*, değer, değeri*, değerini, tutar, tutarı*, miktar*, başlık, başlığı*, girdi, girdisi*, hedef hesap*, teslimat adres*, bcc alanı*',
    message:
      'mesaj, mesajı*, mesajlar*, mesaja, mesajın*, ileti, iletiler*, e-posta*, eposta*, posta, yanıt, yanıtı*, yanıtın*, yanıtlar*, yanıtta, cevap, cevabı*, cevabın*, cevaplar*, cevapta, istek, isteği*, istekler*, özet, özeti*, özette, rapor, raporu*, raporda, sorgu, sorgusu*, metin, metni*, metnin, fatura*, tur, turda, turunda',
    money:
      'hesap, hesabı*, hesabına, hesabın*, hesaplar*, banka hesab*, iban, bitcoin, btc, kripto*, para, parayı, paranın, paralar*, bakiye*, ödeme, ödemeyi, ödemesi*, ödemeler*, havale, fatura*, lira, tl, dolar*, euro, avro*, hediye kart*, hediye çek*, kart, kartı*, kartıyla, cüzdan*, fon',
    memory:
      'hafıza, hafızan*, hafızay*, hafızas*, bellek, belleğ*, uzun süreli hafıza*, uzun süreli bellek*, kalıcı hafıza*, kalıcı bellek*, kurallar dosya*, kural dosya*, başlangıç dosya*, başlangıç betiğ*, zamanlanmış görev*, bilgi tabanı*, kayıtlı tercih*, kullanıcı tercih*, gelecek oturum*, gelecekteki oturum*, ileriki oturum*, sonraki oturum*, başlangıçta',
    command:
      'komut, komutu*, komutlar*, komut satırı*, betik, betiği*, script, scripti, scriptini, scriptin, scriptler*, kabuk, terminali*, terminale, terminalde*, konsol*, çalıştırılabilir*, paket, paketi*, paketler*, güncelleme*, yama, yamayı, kurulum*, bağımlılık*, program, programı*',
    error:
      'hata, hatası*, hatalar*, hatayı, hata kodu*, başarısız*, reddedildi, reddedil*, yetersiz, yetki yetersiz, erişim engel*, süresi doldu, süresi dolmuş, süresi dol*, geçersiz, istisna, yetkisiz, yasak, bulunamadı, yapılamadı, yapılamıyor, açılamadı, alınamadı, edilemedi, edilemiyor, tamamlanamadı, engellendi, kilitlendi, kilitli, zaman aşımı*, kota, eksik, bağlanılamadı, sağlanamadı',
    task: 'görev, görevi*, görevin*, görevler*, iş, işi, işin, işini, işlem, işlemi*, amaç, amacı*, amacın*, hedef, hedefi*, adım, adımı*, adımda, adımlar*, vazife*, sorumluluk*, öncelik, önceliğ*, iş akışı*',
    data: 'veri, veriler*, verisi*, verilerini, veriyi, bilgi, bilgiler*, bilgileri*, bilgisini, kayıt, kayıtlar*, kaydı, kaydını, ayrıntı*, rehber, rehberi*, rehberdeki, kişi listesi*, kişiler*, takvim*, gelen kutu*, kişisel veri*, kişisel bilgi*, müşteri veri*, sonuç, sonuçlar*, sonucu*, sonuçları*, çıktı, çıktısı*, telefon numara*, adresi, adresini, konum, konumu*, ev adresi*, tahlil sonuç*, sağlık kayıt*, geçmişi*, fotoğraf*',
    user: 'kullanıcı, kullanıcı*, kişi, kişiye, kişinin, kişiyi, kişiler*, insan, insana, insanlar*, insanın, müşteri*, operatörü*, operatöre, okuyucu*, kimse, kimseye, kimsenin, kimseyi, birine, hiç kimse*, herkes, herkese, sahibi*, çalışan, çalışanlar*, karşındaki, karşınızdaki, ekrandaki kişi*',
    model:
      'asistan, asistanı*, asistana, asistanlar*, asistanın*, asistansın*, yapay zeka*, yapay zekâ*, yapay zekanın, model, modeli, modelini, modelin, modeline, modele, modelin, modeller*, dil model*, ajan, ajanı*, ajanlar*, ajana, bot, botu, botlar*, sohbet botu*, sohbet robotu*, robot, llm, chatgpt, claude, gemini, copilot, sanal asistan*, yz',
    you: 'senin, sana, seni, senden, sen, siz, size, sizi, sizin, sizden, sizlere, kendini, kendinizi',
    me: 'bana, beni, benim, benden, bizim, bize, bizi, bizden, biz, şirketimiz*',
    authority:
      'yönetici, yöneticiler*, yöneticisi*, yöneticin*, sistem yönetici*, admin, geliştirici, geliştiriciler*, geliştiricin*, güvenlik ekib*, güvenlik birim*, güvenlik departman*, bilgi işlem*, bt departman*, bt ekib*, destek ekib*, teknik destek*, hukuk birim*, hukuk departman*, uyum birim*, uyum ekib*, mevzuat*, yasa, yasalar*, yasal*, kanun*, kvkk, yönetmelik*, tedarikçi*, üretici*, yönetim kurulu*, genel müdür*, müdürlük, müdürlüğ*, müdür, denetçi*, denetim*, resmi makam*, resmî*, emniyet, polis, mahkeme*, savcılık*, bakanlık*, bakanlığ*, başkanlık*, başkanlığ*, yetkili, yetkililer*, yetkilendirilmiş, adına, kurum adına, şirket adına, talimatıyla, emriyle, platformu*, platformun*, openai, anthropic, sağlayıcı*, yaratıcın*, geliştiren şirket, moderatörü*',
    self: 'bu araç, bu aracı, bu araca, bu aracın, bu işlev, bu fonksiyon, bu sunucu, bu sunucuya, bu servis, bu hizmet, bu eklenti, bu komut, bu api',
    earlier:
      'önceki, öncekiler*, daha önceki, daha önce, önceden, evvelki, yukarıdaki, yukarıda, şimdiye kadar, şimdiye kadarki, bugüne kadarki, bu ana kadar, buraya kadar, şu ana kadar, mevcut, var olan, ilk, asıl, orijinal, özgün, başlangıçtaki, baştan, en baştan verilen, geçmişteki, eski, varsayılan, verilmiş, aldığın, aldığınız, öteki, bundan önceki, bundan önce, yürürlükteki',
    all: 'tüm, bütün, bütünü*, hepsi, hepsini, tamamı*, tamamını, tamamen, herhangi bir, her türlü, her bir, ne varsa, olduğu gibi, aynen, harfiyen, kelimesi kelimesine, birebir, eksiksiz, kısaltmadan, kısaltılmadan, sansürlemeden, hiçbir, tam olarak, komple',
    other:
      'diğer, diğerleri*, başka, başkası*, öteki, farklı, rakip*, rakipler*, alternatif*, üçüncü taraf*, üçüncü şahıs*, başka bir, kalan, geri kalan, benzer, yabancı',
    system:
      'sistem, sistemi*, sistemin, güvenlik, güvenlik*, geliştirici, gizli, dahili, dâhili, iç, çekirdek, temel, kurumsal',
    new: 'yeni, güncel, güncellenmiş, gerçek, aşağıdaki*, şu, şunu, şimdi, artık, sadece, yalnızca, tek, doğru, asıl, esas',
    must: 'gerek, gerekir, gerekiyor, gereklidir, gerekli, gerekmektedir, lazım, lâzım, lazımdır, zorunlu, zorunludur, zorunda, zorundasın, zorundasınız, zorundadır, mecbur, mecburi, mecbursun, mecburidir, şart, şarttır, mutlaka, muhakkak, kesinlikle, daima, hep, her zaman, lütfen, rica ederim, rica ederiz, rica etsek, rica olunur, rica ediyoruz, rica, istirhamımız, istirham, emin ol, emin olun, dikkat et, dikkat edin, özen göster, özen gösterin, unutma, unutmayın, malı, yapmalısın, yapmalısınız, etmelisin, etmelisiniz, edilmeli, edilmelidir, yapılmalı, yapılmalıdır, olmalı, olmalıdır, istiyorum, istiyoruz, istenmektedir, beklenmektedir, bekliyoruz, yapman gerek, etmen gerek, yükümlü*, sorumludur, görevindir, misin, mısın, misiniz, mısınız, müsün, musun, eder misin, eder misiniz, seve seve',
    not: 'değil, asla, hiç, hiçbir, hiçbir zaman, hiçbir şekilde, hiçbir koşulda, hiçbir surette, kesinlikle yapma, sakın, sakın ha, kimse, yasak, yasaktır, sakının, kaçın, kaçının, ne de, yok, yapma, yapmayın, etme, etmeyin, yapılmamalı, edilmemeli, edilmemesi, yapılmaması',
    without: 'olmadan, olmaksızın, yerine, etmeden, etmeksizin, yapmadan, vermeden, almadan, istemeden',
    before:
      'önce, ilk önce, öncelikle, her şeyden önce, ilk olarak, ilkin, önceden, öncesinde, evvel, evvela, önkoşul*, ön koşul*, başlamadan, başlamadan önce, çağırmadan önce, kullanmadan önce, başta, başlarken, ilk adım olarak, madan önce',
    after:
      'sonra, sonrasında, ardından, akabinde, takiben, daha sonra, ondan sonra, bundan sonra, bitince, biter bitmez, tamamlanınca, bittikten sonra, en son, son olarak, nihayet, sonunda, okuduktan sonra, verilir verilmez, müteakiben, işin bitince',
    when: 'eğer, şayet, ise, olursa, zaman, ne zaman, durumunda, hâlinde, halinde, takdirde, sürece, geçtiğinde, geldiğinde, olduğunda, sorduğunda, sorarsa, istediğinde, isterse, okuyunca, okunmasıyla, okuduğunda, gördüğünde, açıldığında, alındığında, itibaren, olur olmaz',
    otherwise:
      'aksi halde, aksi hâlde, aksi takdirde, yoksa, değilse, olmazsa, yapılmazsa, yapmazsan, edilmezse, başarısız olur, başarısız olacak*, çalışmaz, çalışmayacak*, çalışmayabilir, kaybolur, kaybolacak*, silinir, silinecek*, kilitlenir, kilitlenecek*, engellenir, engellenecek*, reddedilir, reddedilecek*, askıya alınır, askıya alınacak*, çöker, çökecek*, veri kaybı*, bozulur, bozulacak*, ulaşmaz, tamamlanamaz, tamamlanmaz, işlenmez, mümkün olmaz, mümkün değil*, yanlış sonuç*, hatalı sonuç*, zarar görür, sorumlu tutul*, iptal olur, ancak ondan sonra',
    instead: 'yerine, bunun yerine, onun yerine, yerine geçer, değil de, ikame',
    'every-turn':
      'her mesaj*, her yanıt*, her cevap*, her cevab*, her istek*, her isteğ*, her soru*, her sorgu*, her çağrı*, her tur, her turda, her turun, her etkileşim*, her defasında, her seferinde, her sefer, her adım*, her konuşma*, her ileti*, her işlem*, tüm yanıtlar*, bütün yanıtlar*, tüm mesajlar*, bütün mesajlar*, tüm cevaplar*, konuşma boyunca, sohbet boyunca, tüm konuşma boyunca, her yanıtın sonu*, her cevabın sonu*, her mesajın sonu*, kullanıcı her, ne sorulursa sorulsun, ne sorarsa sorsun, her yazdığı*, yazdığı her, verdiğin her, verdiğiniz her, verilir verilmez',
    'from-now-on':
      'bundan sonra, bundan böyle, bundan sonraki, şu andan itibaren, şimdiden itibaren, bu andan itibaren, bu noktadan itibaren, bugünden itibaren, buradan itibaren, artık, gelecekte, ileride, ilerde, kalıcı olarak, kalıcı, kalıcı olması, daimi, sürekli olarak, temelli, sonsuza dek, sonsuza kadar, ikinci bir emre kadar, ikinci emre kadar, gelecek oturum*, gelecekteki oturum*, gelecek konuşma*, gelecekteki konuşma*, ileriki oturum*, ileriki konuşma*, sonraki oturum*, sonraki konuşma*, sonraki tüm, her oturum*, her yeni oturum*, tüm oturum*, oturumlar arası*, konuşmanın geri kalan*, sohbetin geri kalan*, daima hatırla, her zaman hatırla, hep hatırla, uzun vadeli, uzun vadede, her açılış*, açılışta, her proje*, tüm proje*, derhal geçerli*',
    also: 'ayrıca, aynı zamanda, bunun yanında, bununla birlikte, bunun yanı sıra, ek olarak, ilaveten, üstelik, hem de, bir de, dahi, beraberinde, ile birlikte, eş zamanlı*, aynı anda, bu arada, ps, hazır başlamışken, hazır gelmişken, bir kopya*, başka bir şey daha, bir şey daha',
    important:
      'önemli, önemlidir, çok önemli, acil, acilen, kritik, dikkat, uyarı, zorunlu, derhal, hemen, bir an önce, en kısa sürede, gecikmeden, vakit kaybetmeden, ivedi, ivedilikle, güvenlik uyarı*, sistem bildirim*, sistem mesaj*, sistem uyarı*, resmi bildirim*, resmi duyuru*, duyuru, son uyarı, öncelikli, en yüksek öncelik*, yüksek öncelik*, gizlidir, asistan notu, asistana not, modele not, yapay zekaya not',
    best: 'en iyi, en iyisi*, tek, yegane, yegâne, resmi, resmî, güvenilir, en güvenilir, daha güvenilir, üstün, tercih edilen, önerilen, en doğru, en hızlı, en kesin, bir numara*, lider, onaylı, sertifikalı, doğrulanmış, eşsiz, rakipsiz, benzersiz, en kaliteli, daha iyi, en güvenli, tek doğru, yetkili tek',
    outdated:
      'eski, eskimiş, eskidi, güncel değil, güncelliğini yitir*, modası geçmiş, kullanımdan kalk*, kullanımdan kaldır*, artık desteklenm*, artık çalışmıyor, artık çalışmaz, çalışmıyor, bozuk, bozuldu, arızalı, güvensiz, güvenilmez, güvenilir değil*, güvenli değil*, savunmasız*, açık içeren, hatalı, yanlış sonuç, bakımda, hizmet dışı, devre dışı, kapatıldı, kapandı, yavaş, yetersiz kalır, ele geçirilmiş, kötü niyetli araç, emekli',
    example:
      'örnek, örneği*, örneğin, örnekler*, mesela, söz gelimi, sözgelimi, gibi örnek*, saldırı*, saldırgan*, enjeksiyon*, kötü niyetli*, kötü amaçlı*, zararlı, zararlı yazılım*, oltalama*, kimlik avı*, phishing, jailbreak, zafiyet*, güvenlik açığ*, istismar*, şüpheli*, tespit*, algıla*, tehdit*, dolandırıcı*, dolandır*, araştırmacı*, araştırmada, tuzak*, hile*, kandır*, aldat*, sosyal mühendislik*, zehirle*, savunma*, yöntem tartışmalı',
  },
  denied: {
    tell: terms(
      deniedVerbs(TELL),
      'söyleme, gösterme, bahsetme, söz etme, haber verme, bilgi verme, belli etme, anlatma, sezdirme, hissettirme, çıtlatma, dile getirme, uyarma, bildirme, ifşa etme',
    ),
    ask: terms(deniedVerbs(ASK), 'sorma, onay isteme, onay alma, izin isteme, izin alma'),
  },
};
