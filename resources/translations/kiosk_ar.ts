<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="en">
<context>
    <name>AboutCard</name>
    <message>
        <source>About Rollcall</source>
        <translation>عن ⁨Rollcall⁩</translation>
    </message>
    <message>
        <source>Licence and those of all its parts: the files LICENSE and NOTICE of the program.</source>
        <translation>ترخيصه وتراخيص أجزائه كلها: في ملفَّي البرنامج ⁨LICENSE⁩ و⁨NOTICE⁩.</translation>
    </message>
    <message>
        <source>Nobody has to use their face: code, card and teacher give the same mark.</source>
        <translation>لا يلزم أحدًا استخدام وجهه: الرمز والبطاقة والمعلّم تعطي التسجيل نفسه.</translation>
    </message>
    <message>
        <source>Takes attendance by face on this computer alone. No picture is stored, shown or sent, and the program opens no connection.</source>
        <translation>يسجّل الحضور بالوجه على هذا الحاسوب وحده. لا تُحفظ صورة ولا تُعرض ولا تُرسل، ولا يفتح البرنامج أي اتصال.</translation>
    </message>
    <message>
        <source>The school’s data: {folder}</source>
        <translation>بيانات المدرسة: {folder}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>الإصدار {version}</translation>
    </message>
    <message>
        <source>What is stored, why and for how long: in the Privacy tab, and for everybody at the door.</source>
        <translation>ما الذي يُحفظ ولماذا وإلى متى: في تبويب الخصوصية، ولكل شخص عند الباب.</translation>
    </message>
    <message>
        <source>△ A photograph held up can pass: keep the door in somebody’s sight.</source>
        <translation>△ قد تُقبل صورة فوتوغرافية تُرفع أمام الكاميرا: ليبقَ الباب على مرأى من أحد.</translation>
    </message>
    <message>
        <source>△ A trial: made-up and recorded pictures may be marked.</source>
        <translation>△ تجربة: يمكن تسجيل صور مصطنعة ومسجَّلة.</translation>
    </message>
</context>
<context>
    <name>AboutModelCard</name>
    <message>
        <source>Another model; in a terminal: kiosk models list.</source>
        <translation>نموذج آخر؛ في الطرفية: ⁨kiosk models list⁩.</translation>
    </message>
    <message>
        <source>It finds a face that looks alike, and is never certain. It is less accurate for some: who is often not recognised uses a code or a card, and is not worse off.</source>
        <translation>يجد وجهًا شبيهًا ولا يجزم أبدًا. وهو أقل دقة مع بعض الناس: من لا يُتعرَّف عليه كثيرًا يستخدم رمزًا أو بطاقة، ولا يخسر بذلك شيئًا.</translation>
    </message>
    <message>
        <source>Known to be less accurate:</source>
        <translation>معروف أنه أقل دقة مع:</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>الترخيص: {licence}</translation>
    </message>
    <message>
        <source>Made from:</source>
        <translation>صُنع من:</translation>
    </message>
    <message>
        <source>Name: {name}</source>
        <translation>الاسم: {name}</translation>
    </message>
    <message>
        <source>People on open lists at most: {count}</source>
        <translation>أقصى عدد للأشخاص في السجلات المفتوحة: {count}</translation>
    </message>
    <message>
        <source>The face model</source>
        <translation>نموذج الوجوه</translation>
    </message>
    <message>
        <source>Whose it is:</source>
        <translation>صاحبه:</translation>
    </message>
    <message>
        <source>△ Not measured here; in a terminal: kiosk evaluate site.</source>
        <translation>△ لم يُقَس هنا؛ في الطرفية: ⁨kiosk evaluate site⁩.</translation>
    </message>
    <message>
        <source>✓ Measured by this project; docs/recognition.md says how.</source>
        <translation>✓ قاسه هذا المشروع، ويشرح ⁨docs/recognition.md⁩ كيف.</translation>
    </message>
</context>
<context>
    <name>AboutPanel</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>For those who agreed, it keeps numbers that describe a face, changed with a secret of this machine. They identify a person and are treated like the face itself.</source>
        <translation>لمن وافق فقط، تُحفظ أرقام تصف الوجه بعد تغييرها بسرٍّ خاص بهذا الجهاز. هذه الأرقام تدل على صاحبها، وتُعامَل معاملة الوجه نفسه.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>It can be wrong, and a photograph can pass for a person. If a tick is not yours, press “Not me” or tell your teacher.</source>
        <translation>قد تقع أخطاء، وقد تُحسَب صورة فوتوغرافية شخصًا. إذا لم تكن علامة الحضور لك، يُرجى الضغط على «لست أنا» أو إخبار المعلّم.</translation>
    </message>
    <message>
        <source>It keeps when you signed in, and whether by face, card or code. Nothing leaves this machine.</source>
        <translation>يحتفظ بوقت تسجيل الحضور، وهل كان بالوجه أم بالبطاقة أم بالرمز. لا شيء يغادر هذا الجهاز.</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>الإبقاء على الحال</translation>
    </message>
    <message>
        <source>No picture is kept, shown or sent. The camera&apos;s picture is looked at and forgotten.</source>
        <translation>لا تُحفظ أي صورة ولا تُعرض ولا تُرسل. يُنظر في صورة الكاميرا ثم تُنسى.</translation>
    </message>
    <message>
        <source>Remove my face from this kiosk</source>
        <translation>إزالة وجهي من نقطة التسجيل هذه</translation>
    </message>
    <message>
        <source>Then number and PIN sign you in, as they do for others. It is done at once. It counts as your no: only you can take it back, at the school’s desk.</source>
        <translation>بعدها يُسجَّل حضورك بالرقم المدرسي والرقم السري كغيرك. ويتم ذلك فورًا. ويُعَدّ رفضًا منك، ولا يرجع عنه إلا أنت، لدى مكتب المدرسة.</translation>
    </message>
    <message>
        <source>To check it: ask at the school’s desk for your own data. The office can print it for you, with how long each part is kept.</source>
        <translation>للتحقق: يُطلب من مكتب المدرسة الاطلاع على البيانات الشخصية. يستطيع المكتب طباعتها مع مدة حفظ كل جزء.</translation>
    </message>
    <message>
        <source>To check that nothing is sent: pull the network cable, and everything works as before. The school’s administrator can test this machine, and anybody may read the program.</source>
        <translation>للتحقق من أن شيئًا لا يُرسل: يُفصل كبل الشبكة، فيبقى كل شيء يعمل كما كان. ويستطيع مسؤول النظام في المدرسة فحص هذا الجهاز، ويستطيع أي شخص قراءة البرنامج.</translation>
    </message>
    <message>
        <source>What this kiosk keeps</source>
        <translation>ما تحفظه نقطة التسجيل هذه</translation>
    </message>
    <message>
        <source>You can ask the school to see what is kept about you, and to erase it.</source>
        <translation>يحق لك أن تطلب من المدرسة الاطلاع على ما يُحفظ عنك، وأن تطلب محوه.</translation>
    </message>
    <message>
        <source>You never have to use your face: a card, number and PIN, or your teacher, do the same.</source>
        <translation>لا حاجة أبدًا إلى استخدام الوجه: البطاقة، أو الرقم مع الرقم السري، أو المعلّم، كلها تؤدي الغرض نفسه.</translation>
    </message>
</context>
<context>
    <name>AccountsTab</name>
    <message>
        <source>Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>The keys are exchanged. Whoever kept an old copy cannot read on.</source>
        <translation>بُدِّلت المفاتيح. من احتفظ بنسخة قديمة لا يستطيع قراءة ما يستجد.</translation>
    </message>
</context>
<context>
    <name>AdminPage</name>
    <message numerus="yes">
        <source>%Ln more characters needed</source>
        <translation>
            <numerusform>لا تلزم أحرف أخرى</numerusform>
            <numerusform>يلزم حرف واحد آخر</numerusform>
            <numerusform>يلزم حرفان آخران</numerusform>
            <numerusform>تلزم %Ln أحرف أخرى</numerusform>
            <numerusform>يلزم %Ln حرفًا آخر</numerusform>
            <numerusform>يلزم %Ln حرف آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>مسؤول النظام</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>جيدة.</translation>
    </message>
    <message>
        <source>Long enough. Longer is better.</source>
        <translation>طولها كافٍ، والأطول أفضل.</translation>
    </message>
    <message>
        <source>Names and registers open only with a passphrase. Six random words are good. Nobody can look it up.</source>
        <translation>لا تُفتح الأسماء والسجلات إلا بعبارة مرور. ست كلمات عشوائية خيار جيد. ولا يستطيع أحد الاطلاع عليها.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>إظهار ما أكتبه</translation>
    </message>
    <message>
        <source>Suggest six words</source>
        <translation>اقتراح ست كلمات</translation>
    </message>
    <message>
        <source>That is too few different characters.</source>
        <translation>الأحرف المختلفة قليلة جدًا.</translation>
    </message>
    <message>
        <source>The passphrase needs at least 12 characters.</source>
        <translation>يجب ألّا تقل عبارة المرور عن ١٢ حرفًا.</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>العبارة نفسها مرة أخرى</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>عبارتا المرور غير متطابقتين.</translation>
    </message>
    <message>
        <source>Write these words on paper, then type them once more below.</source>
        <translation>يُرجى كتابة هذه الكلمات على ورقة، ثم إدخالها مرة أخرى في الأسفل.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Your name is needed, 1 to 120 ordinary characters.</source>
        <translation>اسمك مطلوب، من حرف واحد إلى ١٢٠ حرفًا عاديًا.</translation>
    </message>
</context>
<context>
    <name>ApplyCard</name>
    <message>
        <source>Apply now</source>
        <translation>التطبيق الآن</translation>
    </message>
    <message>
        <source>Apply the timetable</source>
        <translation>تطبيق الجدول</translation>
    </message>
    <message>
        <source>Applying the timetable</source>
        <translation>تطبيق الجدول</translation>
    </message>
    <message>
        <source>Applying …</source>
        <translation>يجري التطبيق …</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Nothing to do: the sessions to come are as the timetable says.</source>
        <translation>لا شيء مطلوب: الحصص القادمة كما يقول الجدول.</translation>
    </message>
    <message>
        <source>The timetable is applied.</source>
        <translation>طُبِّق الجدول.</translation>
    </message>
    <message>
        <source>What has begun is never changed, and no mark is lost.</source>
        <translation>ما بدأ لا يتغيّر أبدًا، ولا يضيع أي تسجيل.</translation>
    </message>
</context>
<context>
    <name>AuditModel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>About</source>
        <translation>بشأن</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>التفصيل</translation>
    </message>
    <message>
        <source>The kiosk</source>
        <translation>نقطة التسجيل</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
</context>
<context>
    <name>AuditTab</name>
    <message numerus="yes">
        <source>%Ln lines, the newest first</source>
        <translation>
            <numerusform>لا أسطر</numerusform>
            <numerusform>سطر واحد</numerusform>
            <numerusform>سطران، الأحدث أولًا</numerusform>
            <numerusform>%Ln أسطر، الأحدث أولًا</numerusform>
            <numerusform>%Ln سطرًا، الأحدث أولًا</numerusform>
            <numerusform>%Ln سطر، الأحدث أولًا</numerusform>
        </translation>
    </message>
    <message>
        <source>About</source>
        <translation>بشأن</translation>
    </message>
    <message>
        <source>About whom, by number</source>
        <translation>بشأن من، بالرقم المدرسي</translation>
    </message>
    <message>
        <source>About whom: number</source>
        <translation>بشأن من: الرقم المدرسي</translation>
    </message>
    <message>
        <source>About, by id</source>
        <translation>بشأن، بالمعرّف</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>الإجراء</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>سجل التدقيق</translation>
    </message>
    <message>
        <source>Check it</source>
        <translation>فحصه</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>التفصيل</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>تصدير …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Save as a text table (CSV) …</source>
        <translation>حفظ كجدول نصي (CSV) …</translation>
    </message>
    <message>
        <source>The file holds names. It is readable by you only; keep it where it is safe.</source>
        <translation>في الملف أسماء. لا يقرؤه غيرك؛ يُرجى حفظه في مكان آمن.</translation>
    </message>
    <message>
        <source>The kiosk</source>
        <translation>نقطة التسجيل</translation>
    </message>
    <message numerus="yes">
        <source>The last %Ln days</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>اليوم الأخير</numerusform>
            <numerusform>اليومان الأخيران</numerusform>
            <numerusform>آخر %Ln أيام</numerusform>
            <numerusform>آخر %Ln يومًا</numerusform>
            <numerusform>آخر %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>These days:</source>
        <translation>هذه الأيام:</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Whether a line was changed or taken out</source>
        <translation>هل غُيِّر سطر أو حُذف</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Who, by id</source>
        <translation>من، بالمعرّف</translation>
    </message>
    <message>
        <source>✓ Sound: no line was changed or taken out since it was written.</source>
        <translation>✓ سليم: لم يُغيَّر أي سطر ولم يُحذف منذ كتابته.</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message numerus="yes">
        <source>%Ln MB</source>
        <translation>
            <numerusform>%Ln ميغابايت</numerusform>
            <numerusform>%Ln ميغابايت</numerusform>
            <numerusform>%Ln ميغابايت</numerusform>
            <numerusform>%Ln ميغابايت</numerusform>
            <numerusform>%Ln ميغابايت</numerusform>
            <numerusform>%Ln ميغابايت</numerusform>
        </translation>
    </message>
    <message>
        <source>A restore of the newest backup would work.</source>
        <translation>استعادة أحدث نسخة احتياطية ممكنة.</translation>
    </message>
    <message>
        <source>A restore was not tried yet.</source>
        <translation>لم تُجرَّب أي استعادة بعد.</translation>
    </message>
    <message>
        <source>A restore was tried on {day} and would have worked. People: {people}, marks: {marks}.</source>
        <translation>جُرِّبت استعادة في {day} وكانت ستنجح. الأشخاص: {people}، والتسجيلات: {marks}.</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>نسخ احتياطي الآن</translation>
    </message>
    <message>
        <source>Backed up and checked: {name}</source>
        <translation>نُسخت وفُحصت: {name}</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>جارٍ الفحص</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>جارٍ النسخ</translation>
    </message>
    <message>
        <source>How far the backup is</source>
        <translation>تقدّم النسخ الاحتياطي</translation>
    </message>
    <message>
        <source>Opens the newest backup in a place of its own and looks into it</source>
        <translation>تُفتح أحدث نسخة احتياطية في مكان مستقل ويُنظر فيها</translation>
    </message>
    <message>
        <source>Reading back</source>
        <translation>جارٍ إعادة القراءة</translation>
    </message>
    <message>
        <source>They go to {folder}</source>
        <translation>تُحفظ في {folder}</translation>
    </message>
    <message>
        <source>To restore one, close the kiosk; in a terminal: kiosk restore FILE.</source>
        <translation>لاستعادة إحداها يُرجى إغلاق نقطة التسجيل، ثم في الطرفية: ⁨kiosk restore FILE⁩.</translation>
    </message>
    <message>
        <source>Try a restore</source>
        <translation>تجربة استعادة</translation>
    </message>
    <message>
        <source>Trying a restore</source>
        <translation>جارٍ تجربة استعادة</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>جارٍ الكتابة</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>مفحوصة</translation>
    </message>
    <message>
        <source>is checked while somebody is signed in</source>
        <translation>تُفحص حين يكون أحدهم مسجّل الدخول</translation>
    </message>
    <message>
        <source>with faces</source>
        <translation>فيها وجوه</translation>
    </message>
    <message>
        <source>without faces, as they are old</source>
        <translation>بلا وجوه لقِدمها</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}، {time}</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln older ones</source>
        <translation>
            <numerusform>… ولا أقدم منها</numerusform>
            <numerusform>… وواحدة أقدم</numerusform>
            <numerusform>… واثنتان أقدم</numerusform>
            <numerusform>… و%Ln أقدم</numerusform>
            <numerusform>… و%Ln أقدم</numerusform>
            <numerusform>… و%Ln أقدم</numerusform>
        </translation>
    </message>
    <message>
        <source>△ A restore was tried on {day} and did not work. Make a backup now.</source>
        <translation>△ جُرِّبت استعادة في {day} ولم تنجح. يُرجى إنشاء نسخة احتياطية الآن.</translation>
    </message>
    <message>
        <source>△ The newest backup is of {day}.</source>
        <translation>△ أحدث نسخة احتياطية بتاريخ {day}.</translation>
    </message>
    <message>
        <source>△ There is no backup yet: a dead disk would take everything with it.</source>
        <translation>△ لا توجد نسخة احتياطية بعد: تعطّل القرص يعني ضياع كل شيء.</translation>
    </message>
    <message>
        <source>△ faulty: do not rely on it</source>
        <translation>△ معيبة: لا يُعتمد عليها</translation>
    </message>
</context>
<context>
    <name>BasisCard</name>
    <message>
        <source>Change …</source>
        <translation>تغيير …</translation>
    </message>
    <message>
        <source>In some places a school may not be allowed to recognise faces at all, whatever anybody agrees to: ask your data protection officer. A choice is free only with an equal way in: number and PIN work for everybody, at the same door.</source>
        <translation>في بعض البلدان قد لا يُسمح للمدرسة بالتعرّف على الوجوه إطلاقًا، مهما وافق عليه أي شخص: يُرجى سؤال مسؤول حماية البيانات. ولا يكون الاختيار حرًّا إلا بوجود طريق مساوٍ: الرقم المدرسي والرقم السري متاحان للجميع عند الباب نفسه.</translation>
    </message>
    <message>
        <source>Legal grounds</source>
        <translation>الأسس القانونية</translation>
    </message>
    <message>
        <source>{ground}, since {day}</source>
        <translation>{ground}، منذ {day}</translation>
    </message>
    <message>
        <source>{ground}: {reference}</source>
        <translation>{ground}: {reference}</translation>
    </message>
    <message>
        <source>○ Not entered yet</source>
        <translation>○ لم يُدخَل بعد</translation>
    </message>
</context>
<context>
    <name>BasisForm</name>
    <message>
        <source>A ground other than consent needs the place where it can be looked up.</source>
        <translation>الأساس غير الموافقة يحتاج إلى ذكر موضع يمكن الرجوع إليه.</translation>
    </message>
    <message>
        <source>Enter this ground</source>
        <translation>اعتماد هذا الأساس</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>الأساس</translation>
    </message>
    <message>
        <source>Law, decision or document</source>
        <translation>القانون أو القرار أو المستند</translation>
    </message>
    <message>
        <source>Write the law, decision or document this ground stands on.</source>
        <translation>يُرجى كتابة القانون أو القرار أو المستند الذي يقوم عليه هذا الأساس.</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>After a while without use it stays to be looked at; changes need the passphrase.</source>
        <translation>بعد مدة دون استخدام يبقى للاطلاع فقط، وتحتاج التغييرات إلى عبارة المرور.</translation>
    </message>
    <message>
        <source>Close the kiosk</source>
        <translation>إغلاق نقطة التسجيل</translation>
    </message>
    <message>
        <source>Close the kiosk …</source>
        <translation>إغلاق نقطة التسجيل …</translation>
    </message>
    <message>
        <source>Close the kiosk? Nobody is marked at the door until it is started again.</source>
        <translation>هل تُغلَق نقطة التسجيل؟ لن يُسجَّل حضور أحد عند الباب حتى يُعاد تشغيلها.</translation>
    </message>
    <message>
        <source>I am here</source>
        <translation>أنا هنا</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>قفل</translation>
    </message>
    <message>
        <source>My sign-in</source>
        <translation>تسجيل دخولي</translation>
    </message>
    <message>
        <source>Nobody seems to be here. Changes are locked in {seconds} s.</source>
        <translation>يبدو أنه لا أحد هنا. تُقفَل التغييرات بعد {seconds} ث.</translation>
    </message>
    <message>
        <source>Nobody seems to be here. The desk locks in {seconds} s.</source>
        <translation>يبدو أنه لا أحد هنا. يُقفَل المكتب بعد {seconds} ث.</translation>
    </message>
    <message>
        <source>Show the register while I am away</source>
        <translation>إبقاء السجل معروضًا أثناء غيابي</translation>
    </message>
    <message>
        <source>Sign in to change</source>
        <translation>تسجيل الدخول للتعديل</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>تسجيل الدخول باسم: {name}</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>The first real one</source>
        <translation>أول كاميرا حقيقية</translation>
    </message>
    <message>
        <source>{name}, no real camera</source>
        <translation>{name}، ليست كاميرا حقيقية</translation>
    </message>
    <message>
        <source>{name}, not connected now</source>
        <translation>{name}، غير موصولة الآن</translation>
    </message>
</context>
<context>
    <name>CameraCard</name>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Camera of the door</source>
        <translation>كاميرا الباب</translation>
    </message>
    <message>
        <source>Let somebody stand where people will stand, and tilt the camera until the oval is in the middle. It is good from half a metre to about two.</source>
        <translation>ليقف أحد حيث سيقف الناس، وتُمال الكاميرا حتى يصير الشكل البيضوي في الوسط. تصلح من نصف متر إلى نحو مترين.</translation>
    </message>
    <message>
        <source>… It is being opened.</source>
        <translation>… يجري فتحها.</translation>
    </message>
    <message>
        <source>△ It cannot be used.</source>
        <translation>△ لا يمكن استخدامها.</translation>
    </message>
    <message>
        <source>△ It gives no picture and is being started again.</source>
        <translation>△ لا تعطي صورة، ويُعاد تشغيلها.</translation>
    </message>
    <message>
        <source>△ No camera is connected. Plug one in: it is picked up by itself.</source>
        <translation>△ لا كاميرا موصولة. عند وصل واحدة تُلتقط تلقائيًا.</translation>
    </message>
    <message>
        <source>○ It is off out of hours, and wakes by itself.</source>
        <translation>○ الكاميرا مطفأة خارج أوقات العمل، وتعود إلى العمل تلقائيًا.</translation>
    </message>
    <message>
        <source>○ It is slow just now.</source>
        <translation>○ بطيئة الآن.</translation>
    </message>
    <message>
        <source>○ What was played is over.</source>
        <translation>○ انتهى ما كان يُعرض.</translation>
    </message>
    <message>
        <source>✓ It works.</source>
        <translation>✓ تعمل.</translation>
    </message>
</context>
<context>
    <name>CameraPage</name>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>It is being started again. If this stays, unplug it and plug it in again.</source>
        <translation>يُعاد تشغيلها الآن. إذا استمر ذلك، يُرجى فصلها ثم توصيلها من جديد.</translation>
    </message>
    <message>
        <source>Look into it once.</source>
        <translation>يُرجى النظر إليها مرة واحدة.</translation>
    </message>
    <message>
        <source>No camera is connected</source>
        <translation>لا توجد كاميرا متصلة</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>لحظة من فضلك</translation>
    </message>
    <message>
        <source>Open the kiosk</source>
        <translation>فتح نقطة التسجيل</translation>
    </message>
    <message>
        <source>Place and light are right.</source>
        <translation>المكان والإضاءة مناسبان.</translation>
    </message>
    <message>
        <source>Plug one in now or later: it is picked up by itself. Codes work without it.</source>
        <translation>يمكن توصيل كاميرا الآن أو لاحقًا، وسيُتعرَّف عليها تلقائيًا. الرموز تعمل دونها.</translation>
    </message>
    <message>
        <source>The camera gives no picture</source>
        <translation>الكاميرا لا تعطي صورة</translation>
    </message>
    <message>
        <source>The camera is being opened.</source>
        <translation>يجري تشغيل الكاميرا.</translation>
    </message>
    <message>
        <source>The camera works</source>
        <translation>الكاميرا تعمل</translation>
    </message>
    <message>
        <source>Very good</source>
        <translation>ممتاز</translation>
    </message>
    <message>
        <source>You see shapes, never a picture: so does everybody at the door.</source>
        <translation>تظهر لك أشكال لا صورة، وهذا ما يراه كل من يقف عند الباب.</translation>
    </message>
</context>
<context>
    <name>CardsModel</name>
    <message>
        <source>Card since</source>
        <translation>البطاقة منذ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>No card</source>
        <translation>بلا بطاقة</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
</context>
<context>
    <name>CardsPanel</name>
    <message>
        <source>Cards</source>
        <translation>البطاقات</translation>
    </message>
    <message>
        <source>Cards that stop working at once: {count}.</source>
        <translation>بطاقات يتوقف عملها فورًا: {count}.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>اختيار مجلد</translation>
    </message>
    <message>
        <source>Choose all shown</source>
        <translation>اختيار كل المعروض</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>Filter by name or number</source>
        <translation>تصفية بالاسم أو الرقم</translation>
    </message>
    <message>
        <source>For those who sign in without their face. Whoever holds a card can use it. A new card stops the one before.</source>
        <translation>لمن يسجّل حضوره بغير الوجه. من يحمل بطاقة يستطيع استخدامها. البطاقة الجديدة توقف التي قبلها.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Make cards …</source>
        <translation>إصدار بطاقات …</translation>
    </message>
    <message>
        <source>Make cards: {count} …</source>
        <translation>إصدار بطاقات: {count} …</translation>
    </message>
    <message>
        <source>Make new cards: {count}?</source>
        <translation>إصدار بطاقات جديدة: {count}؟</translation>
    </message>
    <message>
        <source>Nobody is on this list.</source>
        <translation>لا أحد في هذه القائمة.</translation>
    </message>
    <message>
        <source>Stop cards: {count}? They work no more at once, and only a new card replaces one.</source>
        <translation>إيقاف البطاقات: {count}؟ يتوقف عملها فورًا، ولا تحل محلها إلا بطاقة جديدة.</translation>
    </message>
    <message>
        <source>Stop the card …</source>
        <translation>إيقاف البطاقة …</translation>
    </message>
    <message>
        <source>Stop them</source>
        <translation>إيقافها</translation>
    </message>
    <message>
        <source>The cards were made, but they are on no sheet: make them again.</source>
        <translation>صدرت البطاقات، لكنها ليست على أي ورقة: يُرجى إصدارها من جديد.</translation>
    </message>
    <message>
        <source>The new codes are on that sheet only: nobody can read them here again.</source>
        <translation>الرموز الجديدة على تلك الورقة فقط: لا يمكن لأحد قراءتها هنا مرة أخرى.</translation>
    </message>
    <message>
        <source>Where the sheet is written</source>
        <translation>مكان كتابة الورقة</translation>
    </message>
    <message>
        <source>Who has a card</source>
        <translation>من لديه بطاقة</translation>
    </message>
    <message>
        <source>Without a card</source>
        <translation>بلا بطاقة</translation>
    </message>
    <message>
        <source>Without a card: {count}</source>
        <translation>بلا بطاقة: {count}</translation>
    </message>
    <message>
        <source>Written: {path}. Print it, then delete the file: whoever has it can print these cards, too.</source>
        <translation>كُتب الملف: {path}. تُرجى طباعته ثم حذفه: من يحصل عليه يستطيع طباعة هذه البطاقات أيضًا.</translation>
    </message>
</context>
<context>
    <name>ChangePersonForm</name>
    <message>
        <source>A person needs a name and a number.</source>
        <translation>يلزم اسم ورقم.</translation>
    </message>
    <message>
        <source>Change a person</source>
        <translation>تعديل بيانات شخص</translation>
    </message>
    <message>
        <source>Groups (the space bar chooses)</source>
        <translation>المجموعات (مفتاح المسافة يختار)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>The school&apos;s own number</source>
        <translation>الرقم المدرسي</translation>
    </message>
    <message>
        <source>Who leaves a group keeps the marks they have there.</source>
        <translation>من يترك مجموعة تبقى له تسجيلاته فيها.</translation>
    </message>
</context>
<context>
    <name>ChangesModel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>السطر</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>{choice} (default)</source>
        <translation>{choice} (الافتراضي)</translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>{place}  {session}</source>
        <translation>{place}  {session}</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} إلى {end}</translation>
    </message>
    <message>
        <source>{time}, {room}</source>
        <translation>{time}، {room}</translation>
    </message>
</context>
<context>
    <name>ClassBoxes</name>
    <message>
        <source>Classes</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>There is no class yet.</source>
        <translation>لا يوجد صف بعد.</translation>
    </message>
</context>
<context>
    <name>ClassForm</name>
    <message>
        <source>A class needs a name.</source>
        <translation>يلزم اسم للصف.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>إضافة صف</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>اسم الصف</translation>
    </message>
</context>
<context>
    <name>ClassesForm</name>
    <message>
        <source>Classes of {name}</source>
        <translation>صفوف {name}</translation>
    </message>
    <message>
        <source>Keep these</source>
        <translation>حفظ هذه</translation>
    </message>
</context>
<context>
    <name>CodeMenu</name>
    <message>
        <source>Codes</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>{code}   {meaning}   ({state})</source>
        <translation>{code}   {meaning}   ({state})</translation>
    </message>
</context>
<context>
    <name>CodePad</name>
    <message>
        <source>A PIN has 4 to 8 digits.</source>
        <translation>الرقم السري من ٤ إلى ٨ أرقام.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>أرقام</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>حروف</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove my face</source>
        <translation>إزالة وجهي</translation>
    </message>
    <message>
        <source>That PIN does not fit. Try again, or go to your teacher.</source>
        <translation>هذا الرقم السري غير مطابق. يُرجى المحاولة مجددًا، أو التوجّه إلى المعلّم.</translation>
    </message>
    <message>
        <source>Type your number first.</source>
        <translation>يُرجى كتابة رقمك المدرسي أولًا.</translation>
    </message>
    <message>
        <source>Use number and PIN</source>
        <translation>الرقم المدرسي والرقم السري</translation>
    </message>
    <message>
        <source>Use your code</source>
        <translation>استخدام الرمز</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>رقمك السري</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>رقمك المدرسي</translation>
    </message>
    <message>
        <source>Your number and PIN say whose it is.</source>
        <translation>الرقم المدرسي والرقم السري يدلّان على صاحب الوجه.</translation>
    </message>
</context>
<context>
    <name>CodesModel</name>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Counts as attending</source>
        <translation>يُعدّ حضورًا</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>المعنى</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>We write</source>
        <translation>نكتب</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>{state} · its usual code</source>
        <translation>{state} · رمزها المعتاد</translation>
    </message>
</context>
<context>
    <name>CodesPage</name>
    <message>
        <source>Change PIN …</source>
        <translation>تغيير الرقم السري …</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Enter or F2 changes how a code is written; one to {most} letters or digits.</source>
        <translation>مفتاح Enter أو ⁨F2⁩ يغيّر كتابة الرمز؛ من حرف أو رقم واحد إلى {most}.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>Make a card …</source>
        <translation>إعداد بطاقة …</translation>
    </message>
    <message>
        <source>Number and PIN: ○ None yet</source>
        <translation>الرقم والرقم السري: ○ لا شيء بعد</translation>
    </message>
    <message>
        <source>Number and PIN: ✓ Set</source>
        <translation>الرقم والرقم السري: ✓ مضبوط</translation>
    </message>
    <message>
        <source>Set PIN …</source>
        <translation>ضبط الرقم السري …</translation>
    </message>
    <message>
        <source>Set of codes</source>
        <translation>مجموعة الرموز</translation>
    </message>
    <message>
        <source>Source: {source}. Groups that use it: {count}. What the school writes changes nothing of what a code means: double-click or F2 in the first column.</source>
        <translation>المصدر: {source}. المجموعات التي تستخدمها: {count}. ما تكتبه المدرسة لا يغيّر معنى الرمز: نقر مزدوج أو ⁨F2⁩ في العمود الأول.</translation>
    </message>
    <message>
        <source>Write the chosen code as the set does</source>
        <translation>كتابة الرمز المختار كما في مجموعته</translation>
    </message>
</context>
<context>
    <name>ConsentForm</name>
    <message>
        <source>Another text</source>
        <translation>نص آخر</translation>
    </message>
    <message>
        <source>As on the form</source>
        <translation>كما في الاستمارة</translation>
    </message>
    <message>
        <source>At the end of the school year</source>
        <translation>في نهاية السنة الدراسية</translation>
    </message>
    <message>
        <source>Ends by itself</source>
        <translation>تنتهي تلقائيًا</translation>
    </message>
    <message>
        <source>For example: form signed on …</source>
        <translation>مثلًا: استمارة موقّعة بتاريخ …</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>آخر يوم</translation>
    </message>
    <message>
        <source>No face is enrolled without it. Number and PIN work without consent, too.</source>
        <translation>لا يُسجَّل وجه أحد دونها. الرقم المدرسي والرقم السري يعملان دون موافقة أيضًا.</translation>
    </message>
    <message>
        <source>On the day below</source>
        <translation>في اليوم أدناه</translation>
    </message>
    <message>
        <source>Record consent</source>
        <translation>تسجيل الموافقة</translation>
    </message>
    <message>
        <source>Record consent of {name}</source>
        <translation>تسجيل موافقة {name}</translation>
    </message>
    <message>
        <source>The school’s text, version {n}</source>
        <translation>نص المدرسة، النسخة {n}</translation>
    </message>
    <message>
        <source>Their name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>What was agreed to</source>
        <translation>ما تمت الموافقة عليه</translation>
    </message>
    <message>
        <source>Where the signed form is, or what it said</source>
        <translation>مكان الاستمارة الموقّعة، أو ما ورد فيها</translation>
    </message>
    <message>
        <source>Who agreed</source>
        <translation>صاحب الموافقة</translation>
    </message>
    <message>
        <source>Write what was agreed to, or where the signed form is.</source>
        <translation>يُرجى كتابة ما تمت الموافقة عليه، أو مكان الاستمارة الموقّعة.</translation>
    </message>
    <message>
        <source>Write who agreed.</source>
        <translation>يُرجى كتابة من وافق.</translation>
    </message>
</context>
<context>
    <name>ConsentTextCard</name>
    <message numerus="yes">
        <source>%Ln earlier versions are kept</source>
        <translation>
            <numerusform>لا نسخ سابقة</numerusform>
            <numerusform>نسخة سابقة واحدة محفوظة</numerusform>
            <numerusform>نسختان سابقتان محفوظتان</numerusform>
            <numerusform>%Ln نسخ سابقة محفوظة</numerusform>
            <numerusform>%Ln نسخة سابقة محفوظة</numerusform>
            <numerusform>%Ln نسخة سابقة محفوظة</numerusform>
        </translation>
    </message>
    <message>
        <source>Consent text</source>
        <translation>نص الموافقة</translation>
    </message>
    <message>
        <source>New version …</source>
        <translation>نسخة جديدة …</translation>
    </message>
    <message>
        <source>The school’s own words for a consent, so that each consent says which of them it was to.</source>
        <translation>صيغة المدرسة للموافقة، لكي تبيّن كل موافقة على أي صيغة كانت.</translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation>النسخة {n}</translation>
    </message>
</context>
<context>
    <name>ConsentsDueCard</name>
    <message>
        <source>Consents that end soon</source>
        <translation>موافقات تنتهي قريبًا</translation>
    </message>
    <message numerus="yes">
        <source>No consent ends in the next %Ln days.</source>
        <translation>
            <numerusform>لا تنتهي أي موافقة اليوم.</numerusform>
            <numerusform>لا تنتهي أي موافقة غدًا.</numerusform>
            <numerusform>لا تنتهي أي موافقة في اليومين القادمين.</numerusform>
            <numerusform>لا تنتهي أي موافقة في %Ln أيام قادمة.</numerusform>
            <numerusform>لا تنتهي أي موافقة في %Ln يومًا قادمًا.</numerusform>
            <numerusform>لا تنتهي أي موافقة في %Ln يوم قادم.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>عرض {name}</translation>
    </message>
    <message>
        <source>When a consent ends, the face template is erased by itself and number and PIN are asked. Ask for a new one in time.</source>
        <translation>عند انتهاء الموافقة يُمحى قالب الوجه تلقائيًا، ويُطلب الرقم المدرسي والرقم السري. يُرجى طلب موافقة جديدة في وقتها.</translation>
    </message>
    <message>
        <source>{name} ({number}): last day {day}</source>
        <translation>{name} ({number}): آخر يوم {day}</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more people</source>
        <translation>
            <numerusform>… ولا أحد غيرهم</numerusform>
            <numerusform>… وشخص آخر</numerusform>
            <numerusform>… وشخصان آخران</numerusform>
            <numerusform>… و%Ln أشخاص آخرين</numerusform>
            <numerusform>… و%Ln شخصًا آخر</numerusform>
            <numerusform>… و%Ln شخص آخر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectionsBar</name>
    <message>
        <source>Add somebody who is not of the school to this register</source>
        <translation>إضافة شخص من خارج المدرسة إلى هذا السجل</translation>
    </message>
    <message>
        <source>Code … (C)</source>
        <translation>الرمز … ⁨(C)⁩</translation>
    </message>
    <message>
        <source>History (H)</source>
        <translation>التاريخ ⁨(H)⁩</translation>
    </message>
    <message>
        <source>Looked at (K)</source>
        <translation>تمت المعاينة ⁨(K)⁩</translation>
    </message>
    <message>
        <source>Looked at (K): {count}</source>
        <translation>تمت المعاينة ⁨(K)⁩: {count}</translation>
    </message>
    <message>
        <source>Minutes late for the next “Late”</source>
        <translation>دقائق التأخر لـ«متأخر» التالي</translation>
    </message>
    <message>
        <source>Minutes late for the next “Late”; – counts from the arrival</source>
        <translation>دقائق التأخر لـ«متأخر» التالي؛ – تُحسب من الوصول</translation>
    </message>
    <message>
        <source>Not by face …</source>
        <translation>ليس بالوجه …</translation>
    </message>
    <message>
        <source>Note or reason (optional)</source>
        <translation>ملاحظة أو سبب (اختياري)</translation>
    </message>
    <message>
        <source>Note or reason for the next correction</source>
        <translation>ملاحظة أو سبب للتصحيح التالي</translation>
    </message>
    <message>
        <source>Reason (needed: closed)</source>
        <translation>السبب (لازم: السجل مغلق)</translation>
    </message>
    <message>
        <source>Record that somebody does not want to be recognised by face</source>
        <translation>تسجيل أن أحدهم لا يريد التعرّف عليه بالوجه</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>Select unmarked</source>
        <translation>تحديد غير المسجَّلين</translation>
    </message>
    <message>
        <source>The sign goes from marks by code or card: you have seen that they are here</source>
        <translation>تختفي العلامة عن التسجيلات بالرمز أو البطاقة: لقد شوهد أصحابها هنا</translation>
    </message>
    <message>
        <source>Then one key sets them all, and exceptions follow</source>
        <translation>ثم مفتاح واحد يضبطهم جميعًا، وتتبعه الاستثناءات</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>إلغاء التسجيل</translation>
    </message>
    <message>
        <source>Visitor …</source>
        <translation>زائر …</translation>
    </message>
    <message>
        <source>min late: </source>
        <translation>دقائق التأخر: </translation>
    </message>
    <message>
        <source>min late: –</source>
        <translation>دقائق التأخر: –</translation>
    </message>
    <message>
        <source>{state} ({key})</source>
        <translation>{state} ({key})</translation>
    </message>
</context>
<context>
    <name>CustodyCard</name>
    <message>
        <source>Another place for it; in a terminal: kiosk keys custody.</source>
        <translation>مكان آخر له؛ في الطرفية: ⁨kiosk keys custody⁩.</translation>
    </message>
    <message>
        <source>The key of this device</source>
        <translation>مفتاح هذا الجهاز</translation>
    </message>
</context>
<context>
    <name>CustodyPage</name>
    <message>
        <source>Attended: somebody signs in after each start</source>
        <translation>بإشراف: يسجّل أحدهم الدخول بعد كل تشغيل</translation>
    </message>
    <message>
        <source>By itself: this device keeps a key</source>
        <translation>تلقائيًا: يحتفظ هذا الجهاز بمفتاح</translation>
    </message>
    <message>
        <source>How shall the kiosk start in the morning?</source>
        <translation>كيف تبدأ نقطة التسجيل عملها في الصباح؟</translation>
    </message>
    <message>
        <source>I accept this for this device: {level}</source>
        <translation>أقبل هذا لهذا الجهاز: {level}</translation>
    </message>
    <message>
        <source>One moment, please: it is being looked at where a key can be kept.</source>
        <translation>لحظة من فضلك: يجري البحث عن مكان يُحفظ فيه المفتاح.</translation>
    </message>
    <message>
        <source>Please tick the box to go on.</source>
        <translation>يُرجى وضع علامة في المربع للمتابعة.</translation>
    </message>
    <message>
        <source>The key of this device</source>
        <translation>مفتاح هذا الجهاز</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key, so it is in another place now.</source>
        <translation>لم تحتفظ حافظة المفاتيح في هذا الحاسوب بالمفتاح، فهو الآن في مكان آخر.</translation>
    </message>
</context>
<context>
    <name>CustodyWords</name>
    <message>
        <source>Found again after a restart of this computer: {day}.</source>
        <translation>وُجد من جديد بعد إعادة تشغيل هذا الحاسوب: {day}.</translation>
    </message>
    <message>
        <source>Level {number}</source>
        <translation>المستوى {number}</translation>
    </message>
    <message>
        <source>No key is kept here: somebody signs in after each start.</source>
        <translation>لا يُحفظ هنا أي مفتاح: يسجّل أحدهم الدخول بعد كل تشغيل.</translation>
    </message>
    <message>
        <source>Not protected from whoever gets into this account: initials, today’s times, PINs with their school numbers, and the numbers that describe faces.</source>
        <translation>غير محمي ممن يدخل إلى هذا الحساب: الأحرف الأولى، وأوقات هذا اليوم، والأرقام السرية والمدرسية، والأرقام التي تصف الوجوه.</translation>
    </message>
    <message>
        <source>Not protected: a computer that is taken while it runs. And after a power cut nobody is marked before somebody has signed in.</source>
        <translation>غير محمي: حاسوب يؤخذ وهو يعمل. وبعد انقطاع الكهرباء لا يُسجَّل حضور أحد قبل أن يسجّل أحدهم الدخول.</translation>
    </message>
    <message>
        <source>Not protected: initials, today’s times, PINs with their school numbers, and the numbers that describe faces. Encrypt the disk, or lock the computer away.</source>
        <translation>غير محمي: الأحرف الأولى، وأوقات هذا اليوم، والأرقام السرية والمدرسية، والأرقام التي تصف الوجوه. يُرجى تشفير القرص أو وضع الحاسوب في مكان مقفل.</translation>
    </message>
    <message>
        <source>Not tried after a restart yet: restart this computer once, and see that the kiosk starts.</source>
        <translation>لم يُجرَّب بعد إعادة تشغيل: يُرجى إعادة تشغيل هذا الحاسوب مرة والتحقق من أن نقطة التسجيل تعمل.</translation>
    </message>
    <message>
        <source>Protected from whoever takes this computer and does not know the account’s password: names, marks, PINs, and the numbers that describe faces.</source>
        <translation>محمي ممن يأخذ هذا الحاسوب ولا يعرف كلمة مرور الحساب: الأسماء، والتسجيلات، والأرقام السرية، والأرقام التي تصف الوجوه.</translation>
    </message>
    <message>
        <source>Protected from whoever takes this computer while it is off: everything the kiosk keeps.</source>
        <translation>محمي ممن يأخذ هذا الحاسوب وهو مطفأ: كل ما تحفظه نقطة التسجيل.</translation>
    </message>
    <message>
        <source>Protected from whoever takes this computer: names and earlier marks.</source>
        <translation>محمي ممن يأخذ هذا الحاسوب: الأسماء وسجلات الحضور السابقة.</translation>
    </message>
    <message>
        <source>The key is in a file on this computer.</source>
        <translation>المفتاح في ملف على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The key is in the keyring of this computer’s account.</source>
        <translation>المفتاح في حافظة مفاتيح حساب هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>DayOfYear</name>
    <message>
        <source>Month</source>
        <translation>الشهر</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{day} {month}</translation>
    </message>
</context>
<context>
    <name>DaySessions</name>
    <message>
        <source>Add a session on one day only …</source>
        <translation>إضافة حصة في يوم واحد فقط …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>إلغاء الحصة</translation>
    </message>
    <message>
        <source>Call off sessions: {count}? Nobody can be marked for them; marks that are there stay and count nowhere. You can take this back.</source>
        <translation>إلغاء الحصص: {count}؟ لا يمكن تسجيل حضور أحد فيها؛ وتبقى التسجيلات الموجودة ولا تُحسب في شيء. يمكن التراجع عن ذلك.</translation>
    </message>
    <message>
        <source>Call off …</source>
        <translation>إلغاء الحصة …</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>اليوم التالي</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>اليوم السابق</translation>
    </message>
    <message>
        <source>Let it take place after all</source>
        <translation>إقامتها رغم ذلك</translation>
    </message>
    <message>
        <source>No session on this day.</source>
        <translation>لا حصة في هذا اليوم.</translation>
    </message>
    <message>
        <source>Sessions of the day</source>
        <translation>حصص اليوم</translation>
    </message>
    <message>
        <source>The session was added.</source>
        <translation>أُضيفت الحصة.</translation>
    </message>
</context>
<context>
    <name>DaysModel</name>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>{state} · {minutes} min</source>
        <translation>{state} · {minutes} د</translation>
    </message>
</context>
<context>
    <name>DeskPinForm</name>
    <message>
        <source>A PIN for the rest of today</source>
        <translation>رقم قفل لبقية اليوم</translation>
    </message>
    <message>
        <source>Six digits</source>
        <translation>ستة أرقام</translation>
    </message>
    <message>
        <source>Six digits unlock the screen until midnight or the next start, so that no passphrase is typed before a queue. They protect the screen only: names stay open behind it. Three wrong tries, and the passphrase is needed.</source>
        <translation>ستة أرقام تفتح قفل الشاشة حتى منتصف الليل أو التشغيل التالي، فلا تُكتب عبارة المرور أمام طابور. وهي تحمي الشاشة وحدها: تبقى الأسماء مفتوحة خلفها. بعد ثلاث محاولات خاطئة تلزم عبارة المرور.</translation>
    </message>
    <message>
        <source>Take this PIN</source>
        <translation>اعتماد هذا الرقم</translation>
    </message>
    <message>
        <source>The same six digits again</source>
        <translation>الأرقام الستة نفسها مرة أخرى</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>الرقمان غير متطابقين.</translation>
    </message>
</context>
<context>
    <name>DeskTabs</name>
    <message>
        <source>Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>سجل التدقيق</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>المكتب</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>المتابعة</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>سجل الحضور</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>التقارير</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>System</source>
        <translation>النظام</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>علامات التبويب</translation>
    </message>
    <message>
        <source>Timetable</source>
        <translation>الجدول</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>A PIN for the rest of today spares typing the passphrase before a queue.</source>
        <translation>رقم القفل لبقية اليوم يغني عن كتابة عبارة المرور أمام طابور.</translation>
    </message>
    <message>
        <source>A new day has begun, and the PIN was for the last one.</source>
        <translation>بدأ يوم جديد، ورقم القفل كان لليوم السابق.</translation>
    </message>
    <message>
        <source>A new day has begun.</source>
        <translation>بدأ يوم جديد.</translation>
    </message>
    <message>
        <source>Choose a PIN …</source>
        <translation>اختيار رقم قفل …</translation>
    </message>
    <message>
        <source>Locked: nobody used the desk for {minutes} min.</source>
        <translation>أُقفل المكتب: لم يستخدمه أحد منذ {minutes} د.</translation>
    </message>
    <message>
        <source>Rollcall desk</source>
        <translation>مكتب Rollcall</translation>
    </message>
    <message>
        <source>The board stays open. Sign in to make changes.</source>
        <translation>تبقى اللوحة مفتوحة. للتعديل يُرجى تسجيل الدخول.</translation>
    </message>
    <message>
        <source>The board stays open. Unlock it to make changes.</source>
        <translation>تبقى اللوحة مفتوحة. يُرجى فتح القفل لإجراء تغييرات.</translation>
    </message>
    <message>
        <source>Trial: made-up or recorded pictures may be marked. Not a real register.</source>
        <translation>تجربة: قد تُسجَّل صور مصطنعة أو مسجَّلة. هذا ليس سجل حضور حقيقيًا.</translation>
    </message>
    <message>
        <source>What was changed counts until the program ends, and could not be saved. {trouble}</source>
        <translation>ما تغيّر يسري حتى ينتهي البرنامج، وتعذّر حفظه. {trouble}</translation>
    </message>
</context>
<context>
    <name>DoctorCard</name>
    <message>
        <source>A network of its own, with nothing in it</source>
        <translation>شبكة خاصة به ليس فيها شيء</translation>
    </message>
    <message>
        <source>Back up now, and leave the kiosk on at night.</source>
        <translation>تُجرى نسخة احتياطية الآن، وتُترك نقطة التسجيل تعمل ليلًا.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>Being looked at. The door goes on meanwhile.</source>
        <translation>يجري الفحص. ويستمر العمل عند الباب في أثناء ذلك.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Check this machine</source>
        <translation>فحص هذا الجهاز</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>الساعة</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>القرص</translation>
    </message>
    <message>
        <source>Encrypt the disk, or lock the computer away.</source>
        <translation>يُشفَّر القرص، أو يوضع الحاسوب في مكان مقفل.</translation>
    </message>
    <message>
        <source>Found: {what}</source>
        <translation>وُجد: {what}</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>تُخلى بعض المساحة.</translation>
    </message>
    <message>
        <source>Install what is named.</source>
        <translation>يُثبَّت ما هو مذكور.</translation>
    </message>
    <message>
        <source>Is this machine all right?</source>
        <translation>هل هذا الجهاز بخير؟</translation>
    </message>
    <message>
        <source>Let nobody else on this computer read the folder.</source>
        <translation>لا يُسمح لغيرك على هذا الحاسوب بقراءة المجلد.</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>المكتبات</translation>
    </message>
    <message>
        <source>Looks at disk, key, models, camera, clock, backups and more. It changes nothing.</source>
        <translation>ينظر في القرص والمفتاح والنماذج والكاميرا والساعة والنسخ الاحتياطية وغيرها، ولا يغيّر شيئًا.</translation>
    </message>
    <message>
        <source>No network for this program</source>
        <translation>لا شبكة لهذا البرنامج</translation>
    </message>
    <message>
        <source>Parts of the system</source>
        <translation>أجزاء النظام</translation>
    </message>
    <message>
        <source>Plug a real camera in; codes work meanwhile.</source>
        <translation>تُوصل كاميرا حقيقية؛ وتعمل الرموز في أثناء ذلك.</translation>
    </message>
    <message>
        <source>Recognition models</source>
        <translation>نماذج التعرّف</translation>
    </message>
    <message>
        <source>Run the set-up again: python3 run.py setup.</source>
        <translation>يُعاد الإعداد: ⁨python3 run.py setup⁩.</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>الشاشة</translation>
    </message>
    <message>
        <source>Set this computer’s clock.</source>
        <translation>تُضبط ساعة هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Start the kiosk from the desktop.</source>
        <translation>تُشغَّل نقطة التسجيل من سطح المكتب.</translation>
    </message>
    <message>
        <source>The key of this device</source>
        <translation>مفتاح هذا الجهاز</translation>
    </message>
    <message>
        <source>The school’s data</source>
        <translation>بيانات المدرسة</translation>
    </message>
    <message>
        <source>Unplug the network until whoever looks after this computer has mended it.</source>
        <translation>افصل كابل الشبكة إلى أن يُصلح ذلك من يعتني بهذا الحاسوب.</translation>
    </message>
    <message>
        <source>Unplug the network, or start it as the handbook says: it needs none.</source>
        <translation>تُفصل الشبكة، أو يُشغَّل البرنامج كما يشرح الدليل: فهو لا يحتاج إليها.</translation>
    </message>
    <message>
        <source>all right</source>
        <translation>بخير</translation>
    </message>
    <message>
        <source>has to be mended</source>
        <translation>يجب إصلاحه</translation>
    </message>
    <message>
        <source>should be looked at</source>
        <translation>ينبغي النظر فيه</translation>
    </message>
    <message>
        <source>△ Something keeps the kiosk from working. To be mended: {count}</source>
        <translation>△ شيء ما يمنع نقطة التسجيل من العمل. ما يجب إصلاحه: {count}</translation>
    </message>
    <message>
        <source>○ The kiosk works. To be looked at: {count}</source>
        <translation>○ نقطة التسجيل تعمل. ما ينبغي النظر فيه: {count}</translation>
    </message>
    <message>
        <source>✓ Everything is as it should be.</source>
        <translation>✓ كل شيء كما ينبغي.</translation>
    </message>
</context>
<context>
    <name>DoorLanguage</name>
    <message>
        <source>Back to {language} in {seconds} s. Touch anything to stay.</source>
        <translation>العودة إلى {language} بعد {seconds} ث. تكفي لمسة للبقاء.</translation>
    </message>
</context>
<context>
    <name>DoorShell</name>
    <message>
        <source>Rollcall</source>
        <translation>Rollcall</translation>
    </message>
</context>
<context>
    <name>EnrolFolderPanel</name>
    <message>
        <source> and others: {count}</source>
        <translation> وغيرها: {count}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Another folder …</source>
        <translation>مجلد آخر …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Enrol from a folder</source>
        <translation>تسجيل الوجوه من مجلد</translation>
    </message>
    <message>
        <source>Enrol them: {count}</source>
        <translation>تسجيل وجوههم: {count}</translation>
    </message>
    <message>
        <source>Enrolled: {count}  ·  not enrolled: {others}</source>
        <translation>سُجِّلت الوجوه: {count}  ·  لم تُسجَّل: {others}</translation>
    </message>
    <message>
        <source>Enrolling …</source>
        <translation>يجري تسجيل الوجوه …</translation>
    </message>
    <message>
        <source>How far the pictures are</source>
        <translation>مدى التقدم في الصور</translation>
    </message>
    <message>
        <source>Left out: {files}</source>
        <translation>متروكة: {files}</translation>
    </message>
    <message>
        <source>Looking at the pictures …</source>
        <translation>يجري النظر في الصور …</translation>
    </message>
    <message>
        <source>Numbers: {lines}  ·  would be enrolled: {count}</source>
        <translation>الأرقام: {lines}  ·  ستُسجَّل وجوههم: {count}</translation>
    </message>
    <message>
        <source>Pictures named by the people’s numbers: 101.jpg, 101_2.jpg, or a folder 101 with pictures of that one person. You see by name what would be used before anybody is enrolled.</source>
        <translation>صور أسماؤها أرقام الأشخاص: ⁨101.jpg⁩ و⁨101_2.jpg⁩، أو مجلد ⁨101⁩ فيه صور ذلك الشخص وحده. يظهر بالاسم ما سيُستخدم قبل تسجيل وجه أي أحد.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was enrolled.</source>
        <translation>أُوقف. لم يُسجَّل وجه أحد.</translation>
    </message>
    <message>
        <source>The files are read and stay where they are. They are yours to delete when they are no longer needed.</source>
        <translation>تُقرأ الملفات وتبقى في مكانها. حذفها عليكم عندما لا تعود لازمة.</translation>
    </message>
    <message>
        <source>What the folder holds, by number</source>
        <translation>ما في المجلد، بحسب الرقم</translation>
    </message>
</context>
<context>
    <name>EnrolPanel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Enrol {name} by camera</source>
        <translation>تسجيل وجه {name} بالكاميرا</translation>
    </message>
    <message>
        <source>The language of these pages</source>
        <translation>لغة هذه الصفحات</translation>
    </message>
    <message>
        <source>Too alike to tell apart by face: {names}. Set a PIN for each of them.</source>
        <translation>الشبه أكبر من أن يكفي الوجه للتمييز: {names}. يُضبط رقم سري لكل منهم.</translation>
    </message>
</context>
<context>
    <name>ErasePanel</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Continue …</source>
        <translation>متابعة …</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>محو</translation>
    </message>
    <message>
        <source>Erase a person</source>
        <translation>محو شخص</translation>
    </message>
    <message>
        <source>Erase {name}</source>
        <translation>محو {name}</translation>
    </message>
    <message>
        <source>Erase {name} now?</source>
        <translation>هل يُمحى {name} الآن؟</translation>
    </message>
    <message>
        <source>Erased: number {number}</source>
        <translation>تم المحو: الرقم {number}</translation>
    </message>
    <message>
        <source>Everything about them goes; their marks become anonymous.</source>
        <translation>يُمحى كل ما يتعلق بهذا الشخص، وتصبح سجلات حضوره مجهولة الصاحب.</translation>
    </message>
    <message>
        <source>Face, PIN, greeting and places in classes go from everything this program keeps, and the face from its backups within 30 days. This cannot be undone.</source>
        <translation>يُمحى الوجه والرقم السري والتحية والانتماء إلى الصفوف من كل ما يحفظه هذا البرنامج، ويُمحى الوجه من نسخه الاحتياطية خلال ٣٠ يومًا. لا يمكن التراجع عن ذلك.</translation>
    </message>
    <message>
        <source>Keep the marks under their name</source>
        <translation>إبقاء سجلات الحضور بالاسم</translation>
    </message>
    <message>
        <source>Make the marks anonymous</source>
        <translation>جعل سجلات الحضور مجهولة الصاحب</translation>
    </message>
    <message>
        <source>Name, number and marks stay, because a law or the school’s rule asks for it.</source>
        <translation>يبقى الاسم والرقم وسجلات الحضور، لأن قانونًا أو نظامًا للمدرسة يقتضي ذلك.</translation>
    </message>
    <message>
        <source>Name, number and marks stay. Everything else about them goes.</source>
        <translation>يبقى الاسم والرقم وسجلات الحضور. ويُمحى ما عداها.</translation>
    </message>
    <message>
        <source>Save as JSON …</source>
        <translation>حفظ بصيغة JSON …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>حفظ بصيغة PDF …</translation>
    </message>
    <message>
        <source>Save the receipt for the person to take home. It holds no name.</source>
        <translation>يُرجى حفظ الإيصال ليأخذه صاحبه معه. ليس فيه اسم.</translation>
    </message>
    <message>
        <source>The registers keep their numbers; nothing says any more whose mark it was.</source>
        <translation>تحتفظ السجلات بأعدادها، ولا يعود شيء يدل على صاحب التسجيل.</translation>
    </message>
    <message>
        <source>Their number</source>
        <translation>الرقم المدرسي</translation>
    </message>
    <message>
        <source>To confirm, type their number: {number}</source>
        <translation>للتأكيد يُرجى إدخال الرقم المدرسي: {number}</translation>
    </message>
    <message>
        <source>What is to happen to their marks in the registers?</source>
        <translation>ماذا يُفعل بسجلات حضور هذا الشخص؟</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>All classes</source>
        <translation>كل الصفوف</translation>
    </message>
    <message>
        <source>Another folder …</source>
        <translation>مجلد آخر …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Excel (XLSX)</source>
        <translation>إكسل (XLSX)</translation>
    </message>
    <message>
        <source>Export a sheet</source>
        <translation>تصدير كشف</translation>
    </message>
    <message>
        <source>For Excel and LibreOffice: real dates and times, and a page with the counts.</source>
        <translation>لـ⁨Excel⁩ و⁨LibreOffice⁩: تواريخ وأوقات حقيقية، وصفحة بالأعداد.</translation>
    </message>
    <message>
        <source>For any spreadsheet. What a spreadsheet would run as a formula is made harmless.</source>
        <translation>لأي جدول حسابي. ما قد يشغّله الجدول كصيغة جُعل غير ضار.</translation>
    </message>
    <message>
        <source>For other programs: values as they are stored, with ids and exact moments. Never open it in a spreadsheet: it would run what somebody may have written as a formula.</source>
        <translation>لبرامج أخرى: القيم كما هي محفوظة، مع المعرّفات واللحظات الدقيقة. لا يُفتح أبدًا في جدول حسابي: قد يشغّل ما كتبه أحد على أنه صيغة.</translation>
    </message>
    <message>
        <source>For paper: pages with numbers, the group, the day and who exported it.</source>
        <translation>للورق: صفحات مرقّمة، مع المجموعة واليوم ومن صدّر الكشف.</translation>
    </message>
    <message>
        <source>For programs (CSV)</source>
        <translation>للبرامج ⁨(CSV)⁩</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>الصيغة</translation>
    </message>
    <message>
        <source>How far the sheet is</source>
        <translation>مدى تقدّم الكشف</translation>
    </message>
    <message>
        <source>Reading the registers …</source>
        <translation>تجري قراءة السجلات …</translation>
    </message>
    <message>
        <source>Text table (CSV)</source>
        <translation>جدول نصي (CSV)</translation>
    </message>
    <message>
        <source>The file holds names. It is readable by you only; keep it where it is safe.</source>
        <translation>يحتوي الملف على أسماء، ولا يستطيع قراءته غيرك. يُرجى حفظه في مكان آمن.</translation>
    </message>
    <message>
        <source>To print (PDF)</source>
        <translation>للطباعة (PDF)</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Write the sheet</source>
        <translation>كتابة الكشف</translation>
    </message>
    <message>
        <source>Writing the file …</source>
        <translation>تجري كتابة الملف …</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>كُتب الملف: {path}</translation>
    </message>
</context>
<context>
    <name>ExportScope</name>
    <message>
        <source>All groups</source>
        <translation>كل المجموعات</translation>
    </message>
    <message>
        <source>All registers of the day</source>
        <translation>كل سجلات اليوم</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>اليوم الأول</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>اليوم الأخير</translation>
    </message>
    <message>
        <source>Several days</source>
        <translation>عدة أيام</translation>
    </message>
    <message>
        <source>The last day is before the first one.</source>
        <translation>اليوم الأخير قبل الأول.</translation>
    </message>
    <message>
        <source>This register</source>
        <translation>هذا السجل</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>to</source>
        <translation>إلى</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Guidance figure</source>
        <translation>شكل إرشادي</translation>
    </message>
    <message>
        <source>The words beside it say the same.</source>
        <translation>الكلمات بجانبه تقول الشيء نفسه.</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>المجلدات</translation>
    </message>
    <message>
        <source>Folders and files</source>
        <translation>مجلدات وملفات</translation>
    </message>
    <message>
        <source>Folders and pictures</source>
        <translation>المجلدات والصور</translation>
    </message>
    <message>
        <source>Open this file</source>
        <translation>فتح هذا الملف</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>المجلد الأعلى</translation>
    </message>
    <message>
        <source>Use selected</source>
        <translation>استخدام المحدد</translation>
    </message>
    <message>
        <source>Use this folder</source>
        <translation>استخدام هذا المجلد</translation>
    </message>
</context>
<context>
    <name>Folder</name>
    <message>
        <source>Another folder …</source>
        <translation>مجلد آخر …</translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>Answer</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>غير مستخدمة</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Pictures used</source>
        <translation>الصور المستخدمة</translation>
    </message>
    <message>
        <source>△ Enrolled; set a PIN, too alike: {numbers}</source>
        <translation>△ سُجِّل الوجه؛ يُضبط رقم سري لشدة الشبه: {numbers}</translation>
    </message>
    <message>
        <source>✓ Enrolled</source>
        <translation>✓ سُجِّل الوجه</translation>
    </message>
    <message>
        <source>✓ In place of what is enrolled</source>
        <translation>✓ بدلًا مما هو مسجَّل</translation>
    </message>
    <message>
        <source>✓ Would be enrolled</source>
        <translation>✓ سيُسجَّل الوجه</translation>
    </message>
</context>
<context>
    <name>FollowUpModel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>ما وُجد</translation>
    </message>
</context>
<context>
    <name>FollowUpPanel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Choose somebody in the list; several with Ctrl or Shift.</source>
        <translation>يُرجى اختيار شخص من القائمة؛ وعدة أشخاص مع ⁨Ctrl⁩ أو ⁨Shift⁩.</translation>
    </message>
    <message>
        <source>Chosen: {count}</source>
        <translation>المختار: {count}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Contacted</source>
        <translation>تم التواصل</translation>
    </message>
    <message>
        <source>Letter …</source>
        <translation>رسالة …</translation>
    </message>
    <message>
        <source>Letters …</source>
        <translation>رسائل …</translation>
    </message>
    <message>
        <source>New again</source>
        <translation>جديد مرة أخرى</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Note, if you like</source>
        <translation>ملاحظة، عند الرغبة</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>الرقم {number}</translation>
    </message>
    <message>
        <source>Show the person</source>
        <translation>عرض الشخص</translation>
    </message>
</context>
<context>
    <name>FollowUpTab</name>
    <message>
        <source>All: {count}</source>
        <translation>الكل: {count}</translation>
    </message>
    <message>
        <source>Filter by name, number or group</source>
        <translation>تصفية بالاسم أو الرقم أو المجموعة</translation>
    </message>
    <message>
        <source>Follow-up list</source>
        <translation>قائمة المتابعة</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>New on the list: {count}</source>
        <translation>جديد في القائمة: {count}</translation>
    </message>
    <message>
        <source>No rule is switched on yet. An administrator can do that.</source>
        <translation>لم تُفعَّل أي قاعدة بعد. يستطيع مسؤول النظام ذلك.</translation>
    </message>
    <message>
        <source>No rule is switched on yet: choose some under “Rules and letters”.</source>
        <translation>لم تُفعَّل أي قاعدة بعد: يُرجى اختيار بعضها في «القواعد والرسائل».</translation>
    </message>
    <message>
        <source>Once the letters are sent, their lines can be set to “Contacted”.</source>
        <translation>بعد إرسال الرسائل يمكن ضبط أسطرها على «تم التواصل».</translation>
    </message>
    <message>
        <source>Rules and letters …</source>
        <translation>القواعد والرسائل …</translation>
    </message>
    <message>
        <source>Set to “Contacted”</source>
        <translation>ضبط على «تم التواصل»</translation>
    </message>
    <message>
        <source>The rules find nobody: nothing has to be done.</source>
        <translation>لا تجد القواعد أحدًا: لا شيء مطلوب.</translation>
    </message>
    <message>
        <source>{state}: {count}</source>
        <translation>{state}: {count}</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation>اللغة: {name}</translation>
    </message>
    <message>
        <source>Sign in with number and PIN instead of your face</source>
        <translation>تسجيل الحضور بالرقم المدرسي والرقم السري بدلًا من الوجه</translation>
    </message>
    <message>
        <source>Softer, silent, and loud again: for this session</source>
        <translation>أخفض، ثم صامت، ثم مسموع من جديد: لهذه الحصة</translation>
    </message>
    <message>
        <source>Sound: off</source>
        <translation>الصوت: مغلق</translation>
    </message>
    <message>
        <source>Sound: on</source>
        <translation>الصوت: مسموع</translation>
    </message>
    <message>
        <source>Sound: soft</source>
        <translation>الصوت: خافت</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>المعلّم</translation>
    </message>
    <message>
        <source>Teacher: open the desk</source>
        <translation>المعلّم: فتح المكتب</translation>
    </message>
    <message>
        <source>Use my code</source>
        <translation>استخدام رمزي</translation>
    </message>
    <message>
        <source>What this kiosk keeps</source>
        <translation>ما تحفظه نقطة التسجيل هذه</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>GroupCard</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>All here</source>
        <translation>الجميع هنا</translation>
    </message>
    <message>
        <source>Not here: {count}</source>
        <translation>ليسوا هنا: {count}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>منذ {time}</translation>
    </message>
    <message>
        <source>{here} / {expected}</source>
        <translation>{here} / {expected}</translation>
    </message>
    <message>
        <source>{names} and more: {count}</source>
        <translation>{names} وغيرهم: {count}</translation>
    </message>
</context>
<context>
    <name>GroupForm</name>
    <message>
        <source> min</source>
        <translation> د</translation>
    </message>
    <message>
        <source>A group needs a name.</source>
        <translation>يلزم اسم للمجموعة.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a group</source>
        <translation>إضافة مجموعة</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>كما في الإعدادات</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>عند النهاية</translation>
    </message>
    <message>
        <source>Change {group}</source>
        <translation>تعديل {group}</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Door closes after the start</source>
        <translation>يُغلق الباب بعد البداية</translation>
    </message>
    <message>
        <source>Earliest before the start</source>
        <translation>أبكر وصول قبل البداية</translation>
    </message>
    <message>
        <source>Everybody of the school may come</source>
        <translation>يجوز حضور كل من في المدرسة</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Late after the start</source>
        <translation>متأخر، بعد البداية</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>اسم المجموعة</translation>
    </message>
    <message>
        <source>None</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>Pause between two looks</source>
        <translation>المهلة بين نظرتين</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Sessions that are there already follow when the timetable is applied.</source>
        <translation>الحصص الموجودة تتبع ذلك عند تطبيق الجدول.</translation>
    </message>
    <message>
        <source>Unmarked at closing</source>
        <translation>غير المسجَّلين عند الإغلاق</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>نوعها</translation>
    </message>
    <message>
        <source>Write leaving and coming back, too</source>
        <translation>كتابة المغادرة والعودة أيضًا</translation>
    </message>
</context>
<context>
    <name>GroupList</name>
    <message>
        <source>Add a group …</source>
        <translation>إضافة مجموعة …</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>كل المجموعات</translation>
    </message>
    <message>
        <source>Filter groups</source>
        <translation>تصفية المجموعات</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message numerus="yes">
        <source>%Ln classes are open</source>
        <translation>
            <numerusform>لا صفوف مفتوحة</numerusform>
            <numerusform>صف واحد مفتوح</numerusform>
            <numerusform>صفّان مفتوحان</numerusform>
            <numerusform>%Ln صفوف مفتوحة</numerusform>
            <numerusform>%Ln صفًا مفتوحًا</numerusform>
            <numerusform>%Ln صف مفتوح</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on the list</source>
        <translation>
            <numerusform>لا أحد في القائمة</numerusform>
            <numerusform>شخص في القائمة</numerusform>
            <numerusform>شخصان في القائمة</numerusform>
            <numerusform>في القائمة: %Ln</numerusform>
            <numerusform>في القائمة: %Ln</numerusform>
            <numerusform>في القائمة: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{class_name} until {time}</source>
        <translation>{class_name} حتى {time}</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} و{other}</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Came back</source>
        <translation>عاد</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>التغيير</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>نقطة التسجيل</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>Marked at the door</source>
        <translation>سُجِّل عند الباب</translation>
    </message>
    <message>
        <source>Register closed</source>
        <translation>أُغلق السجل</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>ضُبط يدويًا</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>تم التراجع عنه</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>لماذا</translation>
    </message>
    <message>
        <source>{what} · after closing</source>
        <translation>{what} · بعد الإغلاق</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>History</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>History of {name}</source>
        <translation>تاريخ {name}</translation>
    </message>
    <message>
        <source>Nothing has happened to this line yet.</source>
        <translation>لم يحدث شيء لهذا السطر بعد.</translation>
    </message>
</context>
<context>
    <name>ImportColumns</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Another file …</source>
        <translation>ملف آخر …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>العمود</translation>
    </message>
    <message>
        <source>First lines</source>
        <translation>الأسطر الأولى</translation>
    </message>
    <message>
        <source>Further columns: {count} …</source>
        <translation>أعمدة أخرى: {count} …</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>يعني</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Say which column is: {fields}</source>
        <translation>يُرجى تحديد العمود الذي هو: {fields}</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>الورقة</translation>
    </message>
    <message>
        <source>Sheet of the workbook</source>
        <translation>ورقة المصنّف</translation>
    </message>
    <message>
        <source>Show what would change</source>
        <translation>عرض ما سيتغيّر</translation>
    </message>
    <message>
        <source>The file has everybody of its groups</source>
        <translation>في الملف كل أفراد مجموعاته</translation>
    </message>
    <message>
        <source>Then whoever is in one of the file’s groups here but not in the file leaves that group. Without it nobody leaves. Marks stay either way.</source>
        <translation>عندئذ يترك المجموعةَ من هو هنا في إحدى مجموعات الملف وليس في الملف. وبدون ذلك لا يترك أحد شيئًا. وتبقى التسجيلات في الحالين.</translation>
    </message>
    <message>
        <source>What is in a file of this kind is known: there is nothing to choose.</source>
        <translation>محتوى ملف من هذا النوع معروف: لا شيء يُختار.</translation>
    </message>
    <message>
        <source>What the column {title} means</source>
        <translation>معنى العمود {title}</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>Another file …</source>
        <translation>ملف آخر …</translation>
    </message>
    <message>
        <source>CSV, Excel (XLSX) or a OneRoster ZIP. You see what would change before anything is changed.</source>
        <translation>ملف ⁨CSV⁩ أو ⁨Excel (XLSX)⁩ أو ⁨OneRoster ZIP⁩. يُعرض ما سيتغيّر قبل أن يتغيّر شيء.</translation>
    </message>
    <message>
        <source>CSV, Excel (XLSX) or a calendar (ICS). A file is the whole week of the groups it mentions. You see what would change before anything is changed.</source>
        <translation>ملف ⁨CSV⁩ أو ⁨Excel (XLSX)⁩ أو تقويم ⁨(ICS)⁩. الملف هو الأسبوع كله للمجموعات التي يذكرها. يُعرض ما سيتغيّر قبل أن يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>How far the import is</source>
        <translation>مدى تقدّم الاستيراد</translation>
    </message>
    <message>
        <source>Import lessons</source>
        <translation>استيراد الحصص</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>استيراد الأشخاص</translation>
    </message>
    <message>
        <source>Importing …</source>
        <translation>يجري الاستيراد …</translation>
    </message>
    <message>
        <source>People who are new have no consent, face, PIN or card yet.</source>
        <translation>الأشخاص الجدد بلا موافقة ولا وجه ولا رقم سري ولا بطاقة بعد.</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>تجري قراءة الملف …</translation>
    </message>
    <message>
        <source>The file was read again.</source>
        <translation>قُرئ الملف من جديد.</translation>
    </message>
    <message>
        <source>The sessions to come follow the lessons now.</source>
        <translation>الحصص القادمة تتبع الجدول الآن.</translation>
    </message>
    <message>
        <source>✓ Imported</source>
        <translation>✓ تم الاستيراد</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>Back to the columns</source>
        <translation>العودة إلى الأعمدة</translation>
    </message>
    <message>
        <source>Changed: {count}</source>
        <translation>يتغيّر: {count}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Filter this list</source>
        <translation>تصفية هذه القائمة</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>استيراد</translation>
    </message>
    <message>
        <source>Leaving: {count}</source>
        <translation>يغادر: {count}</translation>
    </message>
    <message>
        <source>New: {count}</source>
        <translation>جديد: {count}</translation>
    </message>
    <message>
        <source>Problems: {count}</source>
        <translation>المشكلات: {count}</translation>
    </message>
    <message>
        <source>Problems: {count}. Nothing is imported while there is one: correct the file.</source>
        <translation>المشكلات: {count}. لا يُستورد شيء ما دامت هناك مشكلة: يُرجى تصحيح الملف.</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>قراءة الملف من جديد</translation>
    </message>
    <message>
        <source>The file changes nothing here.</source>
        <translation>لا يغيّر الملف شيئًا هنا.</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>ما سيتغيّر</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>A new recovery code; in a terminal: kiosk recover --new-code.</source>
        <translation>رمز استعادة جديد؛ في الطرفية: ⁨kiosk recover --new-code⁩.</translation>
    </message>
    <message>
        <source>Another place for the device’s key; in a terminal: kiosk keys custody.</source>
        <translation>مكان آخر لمفتاح الجهاز؛ في الطرفية: ⁨kiosk keys custody⁩.</translation>
    </message>
    <message>
        <source>Exchange the keys …</source>
        <translation>تبديل المفاتيح …</translation>
    </message>
    <message>
        <source>Exchanging the keys</source>
        <translation>جارٍ تبديل المفاتيح</translation>
    </message>
    <message>
        <source>Exchanging …</source>
        <translation>يجري التبديل …</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Choose your language</source>
        <translation>اختيار اللغة</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>In use now</source>
        <translation>المستخدمة الآن</translation>
    </message>
    <message>
        <source>It can be changed at any time, at the kiosk too.</source>
        <translation>يمكن تغييرها في أي وقت، وعند نقطة التسجيل أيضًا.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>There is no school in {folder} yet. If there should be one, close this window and look whether its disk is connected.</source>
        <translation>لا توجد مدرسة في {folder} بعد. وإن كان ينبغي أن توجد، يُرجى إغلاق هذه النافذة والتحقق من أن قرصها موصول.</translation>
    </message>
</context>
<context>
    <name>LeftForm</name>
    <message>
        <source>From then on they are in no class and are not marked.</source>
        <translation>من ذلك اليوم لا يكون في أي صف ولا يُسجَّل حضوره.</translation>
    </message>
    <message>
        <source>Last day here</source>
        <translation>آخر يوم هنا</translation>
    </message>
    <message>
        <source>Their face templates go by themselves some days later, as the retention rule says.</source>
        <translation>يُمحى قالب الوجه تلقائيًا بعد أيام، كما تنص قاعدة الحفظ.</translation>
    </message>
    <message>
        <source>They left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>{name} left</source>
        <translation>غادر {name}</translation>
    </message>
</context>
<context>
    <name>LessonBox</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>every other week</source>
        <translation>كل أسبوعين</translation>
    </message>
</context>
<context>
    <name>LessonForm</name>
    <message>
        <source>A lesson needs a group.</source>
        <translation>تلزم مجموعة للحصة.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a lesson</source>
        <translation>إضافة حصة</translation>
    </message>
    <message>
        <source>An end before the start means the next day. Every other week is counted from the week of the first day.</source>
        <translation>نهاية قبل البداية تعني اليوم التالي. كل أسبوعين تُعدّ من أسبوع اليوم الأول.</translation>
    </message>
    <message>
        <source>Change a lesson</source>
        <translation>تعديل حصة</translation>
    </message>
    <message>
        <source>Day of the week</source>
        <translation>يوم الأسبوع</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>تنتهي</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>اليوم الأول</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>التكرار</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>اليوم الأخير</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>تبدأ</translation>
    </message>
    <message>
        <source>Take this lesson away</source>
        <translation>إزالة هذه الحصة</translation>
    </message>
    <message>
        <source>The group’s room</source>
        <translation>قاعة المجموعة</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>اليوم الأخير قبل الأول.</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>A lesson has to end after it starts.</source>
        <translation>يجب أن تنتهي الحصة بعد بدايتها.</translation>
    </message>
    <message>
        <source>Does this class meet at a fixed time? The kiosk then opens its register by itself. Without a day you open each register at the desk; lessons can be planned later.</source>
        <translation>هل لهذا الصف موعد ثابت؟ تفتح نقطة التسجيل عندئذٍ سجله تلقائيًا. ومن دون اختيار يوم يُفتح كل سجل من المكتب، ويمكن تخطيط الحصص لاحقًا.</translation>
    </message>
    <message>
        <source>Fixed lessons</source>
        <translation>الحصص الثابتة</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Lesson begins at</source>
        <translation>تبدأ الحصة في</translation>
    </message>
    <message>
        <source>Lesson ends at</source>
        <translation>تنتهي الحصة في</translation>
    </message>
    <message>
        <source>to</source>
        <translation>إلى</translation>
    </message>
</context>
<context>
    <name>LessonsModel</name>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>اليوم الأول</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>اليوم الأخير</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>الأوقات</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>الأسابيع</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Back to the list</source>
        <translation>العودة إلى القائمة</translation>
    </message>
    <message>
        <source>How the letter reads</source>
        <translation>كيف تُقرأ الرسالة</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Letters, and the language of each</source>
        <translation>الرسائل، ولغة كل منها</translation>
    </message>
    <message>
        <source>Letters: {count}</source>
        <translation>الرسائل: {count}</translation>
    </message>
    <message>
        <source>Nothing is sent by the program.</source>
        <translation>لا يرسل البرنامج شيئًا.</translation>
    </message>
    <message>
        <source>PDF, a file for each person</source>
        <translation>ملف ⁨PDF⁩ لكل شخص</translation>
    </message>
    <message>
        <source>PDF, all in one file</source>
        <translation>ملف ⁨PDF⁩ واحد للجميع</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>حفظ …</translation>
    </message>
    <message>
        <source>Text, a file for each person</source>
        <translation>ملف نصي لكل شخص</translation>
    </message>
    <message>
        <source>Text, all in one file</source>
        <translation>ملف نصي واحد للجميع</translation>
    </message>
    <message>
        <source>The files hold names. They are readable by you only; keep them where it is safe.</source>
        <translation>في الملفات أسماء. لا يقرؤها غير صاحب الحساب؛ يُرجى حفظها في مكان آمن.</translation>
    </message>
    <message>
        <source>There is no letter yet: write one under “Rules and letters”.</source>
        <translation>لا رسالة بعد: يُرجى كتابة واحدة في «القواعد والرسائل».</translation>
    </message>
    <message>
        <source>{name} ({number}): {language}</source>
        <translation>{name} ({number}): {language}</translation>
    </message>
</context>
<context>
    <name>LiftForm</name>
    <message>
        <source>Said by: {who}. Only the same can take it back. A new consent is needed afterwards.</source>
        <translation>أبداه: {who}. ولا يرجع عنه إلا من أبداه. وبعدها تلزم موافقة جديدة.</translation>
    </message>
    <message>
        <source>Take back the no of {name}</source>
        <translation>الرجوع عن رفض {name}</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>الرجوع عنه</translation>
    </message>
    <message>
        <source>Who takes it back</source>
        <translation>من يرجع عنه</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Back to the kiosk</source>
        <translation>العودة إلى نقطة التسجيل</translation>
    </message>
    <message>
        <source>Six digits</source>
        <translation>ستة أرقام</translation>
    </message>
    <message>
        <source>The desk is locked</source>
        <translation>المكتب مقفل</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>فتح القفل</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>استخدام عبارة المرور</translation>
    </message>
</context>
<context>
    <name>LookAlikesCard</name>
    <message>
        <source>Look-alikes</source>
        <translation>المتشابهون</translation>
    </message>
    <message>
        <source>No two people are too much alike. It is checked at every enrolment.</source>
        <translation>لا يوجد شخصان متشابهان إلى حد الالتباس. يجري التحقق من ذلك عند كل تسجيل وجه.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>إظهار {name}</translation>
    </message>
    <message>
        <source>These pairs look too much alike to be told apart by face, so the door asks for a PIN.</source>
        <translation>الشبه في هذه الأزواج أكبر من أن يكفي الوجه للتمييز، ولذلك تطلب نقطة التسجيل الرقم السري.</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} مع {other}</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more pairs</source>
        <translation>
            <numerusform>… ولا أزواج أخرى</numerusform>
            <numerusform>… وزوج آخر</numerusform>
            <numerusform>… وزوجان آخران</numerusform>
            <numerusform>… و%Ln أزواج أخرى</numerusform>
            <numerusform>… و%Ln زوجًا آخر</numerusform>
            <numerusform>… و%Ln زوج آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>△ No PIN yet, so not marked by face: {person}</source>
        <translation>△ دون رقم سري بعد، فلا يُسجَّل الحضور بالوجه: {person}</translation>
    </message>
</context>
<context>
    <name>LookChoice</name>
    <message>
        <source>Dark</source>
        <translation>داكنة</translation>
    </message>
    <message>
        <source>Dark, high contrast</source>
        <translation>داكنة عالية التباين</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتحة</translation>
    </message>
    <message>
        <source>Light, high contrast</source>
        <translation>فاتحة عالية التباين</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Distance</source>
        <translation>المسافة</translation>
    </message>
    <message>
        <source>How the camera stands</source>
        <translation>وضع الكاميرا</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>الضوء</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>الموضع</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>الوضوح</translation>
    </message>
    <message>
        <source>about {metres} m</source>
        <translation>نحو {metres} م</translation>
    </message>
    <message>
        <source>about {metres} m: not right</source>
        <translation>نحو {metres} م: غير مناسبة</translation>
    </message>
    <message>
        <source>blurred: hold still, or wipe the lens</source>
        <translation>غير واضحة: يُرجى الثبات أو مسح العدسة</translation>
    </message>
    <message>
        <source>enough</source>
        <translation>كافٍ</translation>
    </message>
    <message>
        <source>in the picture</source>
        <translation>داخل الصورة</translation>
    </message>
    <message>
        <source>just enough; more helps in the evening</source>
        <translation>يكاد يكفي؛ المزيد يفيد في المساء</translation>
    </message>
    <message>
        <source>partly outside: move or tilt the camera</source>
        <translation>خارجها جزئيًا: تُحرَّك الكاميرا أو تُمال</translation>
    </message>
    <message>
        <source>sharp</source>
        <translation>واضحة</translation>
    </message>
    <message>
        <source>too little, or from behind: a lamp beside the camera helps</source>
        <translation>قليل جدًا أو من الخلف: يفيد مصباح بجانب الكاميرا</translation>
    </message>
    <message>
        <source>– later</source>
        <translation>– لاحقًا</translation>
    </message>
    <message>
        <source>– nobody in front</source>
        <translation>– لا أحد في الأمام</translation>
    </message>
</context>
<context>
    <name>MissingModel</name>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>{time} · {minutes} min</source>
        <translation>{time} · {minutes} د</translation>
    </message>
</context>
<context>
    <name>MonthGrid</name>
    <message>
        <source>Calendar of the marks</source>
        <translation>تقويم التسجيلات</translation>
    </message>
    <message>
        <source>No session</source>
        <translation>لا حصة</translation>
    </message>
    <message>
        <source>{time} {group}: {state}</source>
        <translation>{time} {group}: {state}</translation>
    </message>
</context>
<context>
    <name>MyPage</name>
    <message>
        <source>Back to the board</source>
        <translation>العودة إلى اللوحة</translation>
    </message>
    <message>
        <source>Changed. The next sign-in takes the new passphrase.</source>
        <translation>تم التغيير. تُستخدم عبارة المرور الجديدة في تسجيل الدخول التالي.</translation>
    </message>
    <message>
        <source>Chosen. “Lock” and a desk left alone ask for it until midnight.</source>
        <translation>تم الاختيار. يُطلب عند الضغط على «قفل» وعند ترك المكتب، حتى منتصف الليل.</translation>
    </message>
    <message>
        <source>My number is {number}. With it, nobody else’s wrong tries make me wait.</source>
        <translation>رقمي {number}. به لا أنتظر بسبب محاولات غيري الخاطئة.</translation>
    </message>
    <message>
        <source>My sign-in</source>
        <translation>تسجيل دخولي</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>New passphrase</source>
        <translation>عبارة مرور جديدة</translation>
    </message>
    <message>
        <source>Suggest six words</source>
        <translation>اقتراح ست كلمات</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>نفسها مرة أخرى</translation>
    </message>
    <message>
        <source>Write these words on paper, then type them once more.</source>
        <translation>يُرجى كتابة هذه الكلمات على ورقة، ثم إدخالها مرة أخرى.</translation>
    </message>
</context>
<context>
    <name>NotMeBar</name>
    <message>
        <source>Not me  {seconds}</source>
        <translation>لست أنا  {seconds}</translation>
    </message>
    <message>
        <source>Not me: take this mark back</source>
        <translation>لست أنا: التراجع عن هذا التسجيل</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>A photograph of somebody can pass for them. Do not use this where a wrong mark would do harm unless somebody watches the door.</source>
        <translation>قد تُحسَب صورة فوتوغرافية لشخص على أنها هو. يُرجى عدم استخدام هذا النظام حيث يضرّ التسجيل الخطأ بأحد، إلا إذا كان هناك من يراقب الباب.</translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation>قبل البدء</translation>
    </message>
    <message>
        <source>I have read this</source>
        <translation>قرأت ما سبق</translation>
    </message>
    <message>
        <source>In some places a school may not be allowed to use face recognition, or only for those who agree freely. Ask before you enrol anybody. Number and PIN are offered to everybody.</source>
        <translation>في بعض البلدان قد لا يُسمح للمدرسة باستخدام التعرّف على الوجوه، أو يُسمح به لمن يوافق بحرية فقط. يُرجى السؤال قبل تسجيل وجه أي شخص. الرقم المدرسي والرقم السري متاحان للجميع.</translation>
    </message>
    <message>
        <source>Make the school</source>
        <translation>إنشاء المدرسة</translation>
    </message>
    <message>
        <source>Please read this and tick the box.</source>
        <translation>يُرجى قراءة هذا ثم وضع علامة في المربع.</translation>
    </message>
    <message>
        <source>Stored: names and marks, encrypted under your passphrase; for those who agreed, numbers that describe their face. They identify a person and are treated like the face. No picture is kept.</source>
        <translation>ما يُخزَّن: الأسماء وتسجيلات الحضور، مشفَّرة بعبارة مرورك؛ ولمن وافق، أرقام تصف وجهه. هذه الأرقام تدل على صاحبها، وتُعامَل معاملة الوجه. لا تُحفظ أي صورة.</translation>
    </message>
    <message>
        <source>Three things that everybody who is asked to take part should hear.</source>
        <translation>ثلاثة أمور ينبغي أن يسمعها كل من يُطلب منه المشاركة.</translation>
    </message>
</context>
<context>
    <name>ObjectionForm</name>
    <message>
        <source>Every consent ends and the face templates are erased at once; they cannot come back.</source>
        <translation>تنتهي كل موافقة، وتُمحى قوالب الوجه فورًا ولا يمكن أن تعود.</translation>
    </message>
    <message>
        <source>Number and PIN go on as they are.</source>
        <translation>يستمر العمل بالرقم المدرسي والرقم السري كما هو.</translation>
    </message>
    <message>
        <source>Record the no</source>
        <translation>تسجيل الرفض</translation>
    </message>
    <message>
        <source>The no beats every consent; a person’s own no beats a guardian’s yes.</source>
        <translation>الرفض مقدَّم على كل موافقة، ورفض الشخص نفسه مقدَّم على موافقة وليّ أمره.</translation>
    </message>
    <message>
        <source>Who says no</source>
        <translation>من يرفض</translation>
    </message>
    <message>
        <source>{name} is not to be recognised by face</source>
        <translation>لا يُتعرَّف على {name} بالوجه</translation>
    </message>
</context>
<context>
    <name>OnceForm</name>
    <message>
        <source>A session needs a group.</source>
        <translation>تلزم مجموعة للحصة.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a session on one day only</source>
        <translation>إضافة حصة في يوم واحد فقط</translation>
    </message>
    <message>
        <source>An end before the start means the next day.</source>
        <translation>نهاية قبل البداية تعني اليوم التالي.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>تنتهي</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>تبدأ</translation>
    </message>
    <message>
        <source>The group’s room</source>
        <translation>قاعة المجموعة</translation>
    </message>
</context>
<context>
    <name>OpenSessionPanel</name>
    <message>
        <source>An end before the start means the next day.</source>
        <translation>إذا كانت النهاية قبل البداية فالمقصود اليوم التالي.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>الصف</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>النهاية</translation>
    </message>
    <message>
        <source>Open a register now</source>
        <translation>فتح سجل حضور الآن</translation>
    </message>
    <message>
        <source>Open the register</source>
        <translation>فتح السجل</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>البداية</translation>
    </message>
</context>
<context>
    <name>OpeningTable</name>
    <message>
        <source>Enter or a click opens the line in the register.</source>
        <translation>مفتاح Enter أو نقرة تفتح السطر في السجل.</translation>
    </message>
</context>
<context>
    <name>OverdueBar</name>
    <message numerus="yes">
        <source>%Ln more …</source>
        <translation>
            <numerusform>لا مزيد</numerusform>
            <numerusform>واحد آخر …</numerusform>
            <numerusform>اثنان آخران …</numerusform>
            <numerusform>%Ln أخرى …</numerusform>
            <numerusform>%Ln أخرى …</numerusform>
            <numerusform>%Ln أخرى …</numerusform>
        </translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more things that wait</source>
        <translation>
            <numerusform>لا شيء آخر ينتظر</numerusform>
            <numerusform>عرض أمر آخر ينتظر</numerusform>
            <numerusform>عرض أمرين آخرين ينتظران</numerusform>
            <numerusform>عرض %Ln أمور أخرى تنتظر</numerusform>
            <numerusform>عرض %Ln أمرًا آخر ينتظر</numerusform>
            <numerusform>عرض %Ln أمر آخر ينتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the audit</source>
        <translation>عرض سجل التدقيق</translation>
    </message>
    <message>
        <source>Show the backups</source>
        <translation>عرض النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>Shown again at the next sign-in</source>
        <translation>يُعرض مرة أخرى عند تسجيل الدخول التالي</translation>
    </message>
    <message>
        <source>△ Backups that were not checked yet: {count}</source>
        <translation>△ نسخ احتياطية لم تُفحص بعد: {count}</translation>
    </message>
    <message>
        <source>△ Cards shown within a few seconds on {since} at {time}: {count}. One phone may have shown photographs of them: ask who was there.</source>
        <translation>△ بطاقات عُرضت في بضع ثوان في {since} عند {time}: {count}. ربما عرض هاتف واحد صورها: يُرجى السؤال عمّن كان هناك.</translation>
    </message>
    <message>
        <source>△ Consents that end within two weeks: {count}</source>
        <translation>△ موافقات تنتهي خلال أسبوعين: {count}</translation>
    </message>
    <message>
        <source>△ It was never tried whether a backup can be restored.</source>
        <translation>△ لم تُجرَّب استعادة أي نسخة احتياطية بعد.</translation>
    </message>
    <message>
        <source>△ Lines of the audit that should be gone by the school’s rule: {count}</source>
        <translation>△ أسطر في سجل التدقيق كان ينبغي حذفها بحسب قاعدة المدرسة: {count}</translation>
    </message>
    <message>
        <source>△ Marks that should be gone by the school’s rule: {count}</source>
        <translation>△ تسجيلات كان ينبغي حذفها بحسب قاعدة المدرسة: {count}</translation>
    </message>
    <message>
        <source>△ The newest backup is of {since}.</source>
        <translation>△ أحدث نسخة احتياطية بتاريخ {since}.</translation>
    </message>
    <message>
        <source>△ There is no backup yet.</source>
        <translation>△ لا توجد نسخة احتياطية بعد.</translation>
    </message>
    <message>
        <source>△ Whether a backup can be restored was last tried on {since}.</source>
        <translation>△ جُرِّبت استعادة نسخة احتياطية آخر مرة في {since}.</translation>
    </message>
    <message>
        <source>△ Wrong PINs in a row at one number, the last on {since} at {time}: {count}</source>
        <translation>△ أرقام سرية خاطئة متتالية لرقم واحد، آخرها في {since} عند {time}: {count}</translation>
    </message>
    <message>
        <source>△ Wrong passphrases since you last signed in: {count}</source>
        <translation>△ عبارات مرور خاطئة منذ آخر تسجيل دخول لك: {count}</translation>
    </message>
    <message>
        <source>✕ Marks at the door that could not be taken over: {count}. Tell your administrator.</source>
        <translation>✕ تسجيلات عند الباب تعذّر نقلها: {count}. يُرجى إخبار مسؤول النظام.</translation>
    </message>
    <message>
        <source>✕ The audit was changed from outside. Tell your administrator.</source>
        <translation>✕ غُيِّر سجل التدقيق من خارج البرنامج. يُرجى إخبار مسؤول النظام.</translation>
    </message>
    <message>
        <source>✕ The clock of this computer does not seem right: marks are flagged. Set it.</source>
        <translation>✕ لا تبدو ساعة هذا الحاسوب صحيحة: تُوضع إشارة على التسجيلات. يُرجى ضبطها.</translation>
    </message>
</context>
<context>
    <name>OwnDataPanel</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Everything this program holds about them, and nothing about anybody else.</source>
        <translation>كل ما يحفظه هذا البرنامج عن هذا الشخص، ولا شيء عن غيره.</translation>
    </message>
    <message>
        <source>Save as JSON …</source>
        <translation>حفظ بصيغة JSON …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>حفظ بصيغة PDF …</translation>
    </message>
    <message>
        <source>Teachers’ notes about them are part of it. That it was taken out is noted in the audit.</source>
        <translation>ملاحظات المعلّمين عنه جزء منه. ويُسجَّل استخراجه في سجل التدقيق.</translation>
    </message>
    <message>
        <source>What is held about {name}</source>
        <translation>ما يُحفظ عن {name}</translation>
    </message>
</context>
<context>
    <name>OwnPassphraseForm</name>
    <message>
        <source>Another passphrase</source>
        <translation>عبارة مرور أخرى</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>تغييرها</translation>
    </message>
    <message>
        <source>The passphrase until now</source>
        <translation>عبارة المرور الحالية</translation>
    </message>
    <message>
        <source>The two new passphrases are not the same.</source>
        <translation>عبارتا المرور الجديدتان غير متطابقتين.</translation>
    </message>
    <message>
        <source>Type the passphrase until now first.</source>
        <translation>يُرجى إدخال عبارة المرور الحالية أولًا.</translation>
    </message>
</context>
<context>
    <name>PadKeys</name>
    <message>
        <source>Delete the last character</source>
        <translation>حذف آخر حرف</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page as it will be printed</source>
        <translation>الصفحة كما ستُطبع</translation>
    </message>
</context>
<context>
    <name>Patience</name>
    <message>
        <source>Closing in {seconds} s. Touch anything to stay.</source>
        <translation>يُغلق بعد {seconds} ث. تكفي لمسة للبقاء.</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>الموافقة</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>الوجه</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم السري</translation>
    </message>
    <message>
        <source>△ Enrol again</source>
        <translation>△ إعادة تسجيل</translation>
    </message>
    <message>
        <source>△ Older model</source>
        <translation>△ نموذج أقدم</translation>
    </message>
    <message>
        <source>○ None</source>
        <translation>○ لا يوجد</translation>
    </message>
    <message>
        <source>○ Not enrolled</source>
        <translation>○ غير مسجَّل</translation>
    </message>
    <message>
        <source>✓ Enrolled</source>
        <translation>✓ مسجَّل</translation>
    </message>
    <message>
        <source>✓ Given</source>
        <translation>✓ مُعطاة</translation>
    </message>
    <message>
        <source>✓ Set</source>
        <translation>✓ محدَّد</translation>
    </message>
</context>
<context>
    <name>PeopleTab</name>
    <message>
        <source>  ·  to enrol again: {count}</source>
        <translation>  ·  لإعادة تسجيل الوجه: {count}</translation>
    </message>
    <message>
        <source>Add a class …</source>
        <translation>إضافة صف …</translation>
    </message>
    <message>
        <source>Add a person …</source>
        <translation>إضافة شخص …</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>كل الصفوف</translation>
    </message>
    <message>
        <source>Cards …</source>
        <translation>البطاقات …</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>الصف</translation>
    </message>
    <message>
        <source>Enrol from a folder …</source>
        <translation>تسجيل الوجوه من مجلد …</translation>
    </message>
    <message>
        <source>Filter by name or number</source>
        <translation>تصفية بالاسم أو الرقم</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>استيراد …</translation>
    </message>
    <message>
        <source>Needs a new enrolment: {count}</source>
        <translation>بحاجة إلى إعادة تسجيل الوجه: {count}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>People: {people}  ·  with consent: {consent}  ·  enrolled: {faces}  ·  with a PIN: {pins}</source>
        <translation>الأشخاص: {people}  ·  بموافقة: {consent}  ·  بوجه مسجَّل: {faces}  ·  برقم سري: {pins}</translation>
    </message>
</context>
<context>
    <name>PersonDays</name>
    <message>
        <source>Attended: {percent}, {attended} of {expected} ({term})</source>
        <translation>الحضور: {percent}، {attended} من {expected} ({term})</translation>
    </message>
    <message>
        <source>Late: {late} ({minutes} min)  ·  Absent: {absent}  ·  Excused: {excused}</source>
        <translation>متأخر: {late} ({minutes} د)  ·  غائب: {absent}  ·  غائب بعذر: {excused}</translation>
    </message>
    <message>
        <source>Marks of the month</source>
        <translation>تسجيلات الشهر</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>الشهر التالي</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>الشهر السابق</translation>
    </message>
    <message>
        <source>Nothing was marked yet ({term}).</source>
        <translation>لم يُسجَّل شيء بعد ({term}).</translation>
    </message>
    <message>
        <source>last 13 weeks</source>
        <translation>آخر ١٣ أسبوعًا</translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>A person needs a name and a number.</source>
        <translation>يلزم اسم ورقم مدرسي لكل شخص.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>إضافة شخص</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>الصف</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>دون صف بعد</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم المدرسي</translation>
    </message>
    <message>
        <source>The school&apos;s own number</source>
        <translation>الرقم المعتمد في المدرسة</translation>
    </message>
</context>
<context>
    <name>PersonPanel</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Asked for their PIN, because they look much like: {names}</source>
        <translation>يُطلب الرقم السري عند نقطة التسجيل، بسبب الشبه الكبير مع: {names}</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Change PIN …</source>
        <translation>تغيير الرقم السري …</translation>
    </message>
    <message>
        <source>Change name, number, groups …</source>
        <translation>تعديل الاسم والرقم والمجموعات …</translation>
    </message>
    <message>
        <source>Choose somebody in the list, or add a person.</source>
        <translation>يُرجى اختيار شخص من القائمة، أو إضافة شخص.</translation>
    </message>
    <message>
        <source>Classes: {classes}</source>
        <translation>الصفوف: {classes}</translation>
    </message>
    <message>
        <source>Enrol by camera …</source>
        <translation>تسجيل الوجه بالكاميرا …</translation>
    </message>
    <message>
        <source>Enrol from pictures …</source>
        <translation>تسجيل الوجه من صور …</translation>
    </message>
    <message>
        <source>Enrolment of {name}. {problem}</source>
        <translation>تسجيل وجه {name}. {problem}</translation>
    </message>
    <message>
        <source>Export their sheet …</source>
        <translation>تصدير كشف هذا الشخص …</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>الوجه</translation>
    </message>
    <message>
        <source>Number and PIN</source>
        <translation>الرقم المدرسي والسري</translation>
    </message>
    <message>
        <source>Number: {number}</source>
        <translation>الرقم المدرسي: {number}</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>شخص واحد</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Pictures not used: {count}</source>
        <translation>صور لم تُستخدم: {count}</translation>
    </message>
    <message>
        <source>Reading the pictures. The files stay where they are; nothing of them is copied.</source>
        <translation>تجري قراءة الصور. تبقى الملفات في مكانها ولا يُنسخ منها شيء.</translation>
    </message>
    <message>
        <source>Record the consent first.</source>
        <translation>يُرجى تسجيل الموافقة أولًا.</translation>
    </message>
    <message>
        <source>Set PIN …</source>
        <translation>تحديد الرقم السري …</translation>
    </message>
    <message>
        <source>Several sharp pictures of this one person. The files are read and stay where they are; delete them yourself when they are no longer needed.</source>
        <translation>عدة صور واضحة لهذا الشخص وحده. تُقرأ الملفات وتبقى في مكانها؛ يُرجى حذفها بعد انتهاء الحاجة إليها.</translation>
    </message>
    <message>
        <source>The PIN of {name} is set.</source>
        <translation>حُدِّد الرقم السري لـ {name}.</translation>
    </message>
    <message>
        <source>The consent is recorded first.</source>
        <translation>تُسجَّل الموافقة أولًا.</translation>
    </message>
    <message>
        <source>The face is enrolled. Good captures: {count}.</source>
        <translation>سُجِّل الوجه. عدد اللقطات الجيدة: {count}.</translation>
    </message>
    <message>
        <source>Their face is stored for another model: enrol them again. Until then they use their code.</source>
        <translation>الوجه محفوظ لنموذج آخر: يُرجى تسجيله من جديد. وحتى ذلك الحين يُستخدم الرمز.</translation>
    </message>
    <message>
        <source>They are twins</source>
        <translation>هما توأمان</translation>
    </message>
    <message>
        <source>They cannot be marked by face until they have a PIN.</source>
        <translation>لا يمكن تسجيل الحضور بالوجه قبل تعيين رقم سري.</translation>
    </message>
    <message>
        <source>Too alike to tell apart by face: {names}. Set a PIN for each of them.</source>
        <translation>يتعذّر التمييز بالوجه لشدة الشبه: {names}. يُرجى تحديد رقم سري لكل منهم.</translation>
    </message>
    <message>
        <source>What the camera sees has drifted from what was enrolled, as faces change: enrol them again. Until then they may have to look twice.</source>
        <translation>ابتعد ما تراه الكاميرا عمّا سُجِّل، فالوجوه تتغيّر: يُرجى تسجيل الوجه من جديد. وحتى ذلك الحين قد يلزم النظر مرتين.</translation>
    </message>
    <message>
        <source>{name} is changed.</source>
        <translation>عُدِّلت بيانات {name}.</translation>
    </message>
    <message>
        <source>△ Enrol again</source>
        <translation>△ إعادة تسجيل</translation>
    </message>
    <message>
        <source>△ Older model: matches nobody now</source>
        <translation>△ نموذج أقدم: لا يطابق أحدًا الآن</translation>
    </message>
    <message>
        <source>○ None yet</source>
        <translation>○ لا يوجد بعد</translation>
    </message>
    <message>
        <source>○ Not enrolled</source>
        <translation>○ غير مسجَّل</translation>
    </message>
    <message>
        <source>✓ Enrolled</source>
        <translation>✓ مسجَّل</translation>
    </message>
    <message>
        <source>✓ Set</source>
        <translation>✓ محدَّد</translation>
    </message>
</context>
<context>
    <name>PinForm</name>
    <message>
        <source>4 to 8 digits, for signing in without the face.</source>
        <translation>من ٤ إلى ٨ أرقام، لتسجيل الحضور دون الوجه.</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>الرقم السري الجديد</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>تحديد الرقم السري</translation>
    </message>
    <message>
        <source>Set a PIN for {name}</source>
        <translation>تحديد رقم سري لـ {name}</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>الرقم السري نفسه مرة أخرى</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>الرقمان غير متطابقين.</translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message>
        <source>All classes</source>
        <translation>كل الصفوف</translation>
    </message>
    <message>
        <source>Asking the print service of this computer …</source>
        <translation>يُسأل نظام الطباعة في هذا الحاسوب …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>How far the pages are</source>
        <translation>مدى تقدّم الصفحات</translation>
    </message>
    <message>
        <source>Laying the pages out …</source>
        <translation>تُرتَّب الصفحات …</translation>
    </message>
    <message>
        <source>Look for printers</source>
        <translation>البحث عن طابعات</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>الصفحة التالية</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>الصفحة السابقة</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>صفحة {page} من {pages}</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Print a sheet</source>
        <translation>طباعة كشف</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>الطابعة</translation>
    </message>
    <message>
        <source>Printers are looked for only when you ask for it.</source>
        <translation>لا يُبحث عن الطابعات إلا عند الطلب.</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>تجري الطباعة …</translation>
    </message>
    <message>
        <source>Reading the registers …</source>
        <translation>تجري قراءة السجلات …</translation>
    </message>
    <message>
        <source>The print service knows no printer. Set one up, or write a PDF and print that.</source>
        <translation>لا يعرف نظام الطباعة أي طابعة. يُرجى إعداد واحدة، أو كتابة ملف ⁨PDF⁩ وطباعته.</translation>
    </message>
    <message>
        <source>The print service of this computer takes the pages. It sends them through the network to a printer that is not at this computer, and may keep them for a day. This program itself opens no connection.</source>
        <translation>يتسلّم نظام الطباعة في هذا الحاسوب الصفحات. يرسلها عبر الشبكة إلى طابعة ليست على هذا الحاسوب، وقد يحتفظ بها يومًا. أما هذا البرنامج نفسه فلا يفتح أي اتصال.</translation>
    </message>
    <message>
        <source>The print service took the pages for {printer}.</source>
        <translation>تسلّم نظام الطباعة الصفحات للطابعة {printer}.</translation>
    </message>
    <message>
        <source>This computer has no print service that this program can use. Write a PDF and print that.</source>
        <translation>لا يوجد في هذا الحاسوب نظام طباعة يستطيع هذا البرنامج استخدامه. يُرجى كتابة ملف ⁨PDF⁩ وطباعته.</translation>
    </message>
    <message>
        <source>Write a PDF instead …</source>
        <translation>كتابة ملف ⁨PDF⁩ بدلًا من ذلك …</translation>
    </message>
</context>
<context>
    <name>PrivacyActs</name>
    <message>
        <source>Erase them …</source>
        <translation>محو هذا الشخص …</translation>
    </message>
    <message>
        <source>What is held about them …</source>
        <translation>ما يُحفظ عن هذا الشخص …</translation>
    </message>
</context>
<context>
    <name>PrivacyBox</name>
    <message>
        <source>By {who}. To: {what}. Last day: {day}.</source>
        <translation>من: {who}. على: {what}. آخر يوم: {day}.</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>الموافقة</translation>
    </message>
    <message>
        <source>Record consent …</source>
        <translation>تسجيل موافقة …</translation>
    </message>
    <message>
        <source>Take the no back …</source>
        <translation>الرجوع عن الرفض …</translation>
    </message>
    <message>
        <source>The last one, by {who}, is over; its last day was {day}.</source>
        <translation>الأخيرة، من {who}، انتهت؛ وكان آخر يوم لها {day}.</translation>
    </message>
    <message>
        <source>The last one, by {who}, was withdrawn on {day}.</source>
        <translation>الأخيرة، من {who}، سُحبت في {day}.</translation>
    </message>
    <message>
        <source>Their face templates go by themselves on {day}.</source>
        <translation>تُمحى قوالب الوجه تلقائيًا في {day}.</translation>
    </message>
    <message>
        <source>They are here after all</source>
        <translation>ما زال هنا</translation>
    </message>
    <message>
        <source>They left …</source>
        <translation>غادر …</translation>
    </message>
    <message>
        <source>They said no …</source>
        <translation>رفض …</translation>
    </message>
    <message>
        <source>Withdraw consent …</source>
        <translation>سحب الموافقة …</translation>
    </message>
    <message>
        <source>the school’s text, version {n}</source>
        <translation>نص المدرسة، النسخة {n}</translation>
    </message>
    <message>
        <source>{name} ({relation})</source>
        <translation>{name} ({relation})</translation>
    </message>
    <message>
        <source>△ Left on {day}.</source>
        <translation>△ غادر في {day}.</translation>
    </message>
    <message>
        <source>○ None</source>
        <translation>○ لا توجد</translation>
    </message>
    <message>
        <source>✓ Given</source>
        <translation>✓ سارية</translation>
    </message>
    <message>
        <source>✕ Not to be recognised by face, since {day}. Said by: {who}. Number and PIN work.</source>
        <translation>✕ لا يُتعرَّف عليه بالوجه منذ {day}. أبدى ذلك: {who}. والرقم المدرسي والرقم السري متاحان.</translation>
    </message>
</context>
<context>
    <name>PrivacyTab</name>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Column</source>
        <translation>العمود</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>السطر</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>ما الخطأ</translation>
    </message>
</context>
<context>
    <name>ProofForm</name>
    <message>
        <source>Your own passphrase</source>
        <translation>عبارة مرورك</translation>
    </message>
    <message>
        <source>Your own passphrase is needed: a desk can be left open.</source>
        <translation>تلزم عبارة مرورك: فقد يُترك المكتب مفتوحًا.</translation>
    </message>
</context>
<context>
    <name>PublicBoard</name>
    <message>
        <source>Here now</source>
        <translation>هنا الآن</translation>
    </message>
    <message>
        <source>No group is expected now.</source>
        <translation>لا تُنتظر أي مجموعة الآن.</translation>
    </message>
    <message>
        <source>Rollcall board</source>
        <translation>لوحة ⁨Rollcall⁩</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} من {pages}</translation>
    </message>
</context>
<context>
    <name>RatesTable</name>
    <message>
        <source>Press a title to sort; copying takes the lines chosen.</source>
        <translation>الضغط على عنوان يرتّب؛ والنسخ يأخذ الأسطر المختارة.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
</context>
<context>
    <name>RecognitionCard</name>
    <message numerus="yes">
        <source>%Ln enrolled people</source>
        <translation>
            <numerusform>لا وجوه مسجَّلة</numerusform>
            <numerusform>شخص واحد وجهه مسجَّل</numerusform>
            <numerusform>شخصان وجهاهما مسجَّلان</numerusform>
            <numerusform>%Ln أشخاص وجوههم مسجَّلة</numerusform>
            <numerusform>%Ln شخصًا وجوههم مسجَّلة</numerusform>
            <numerusform>%Ln شخص وجوههم مسجَّلة</numerusform>
        </translation>
    </message>
    <message>
        <source>Another model that serves more people; in a terminal: kiosk models list.</source>
        <translation>نموذج آخر يخدم عددًا أكبر؛ في سطر الأوامر: ⁨kiosk models list⁩.</translation>
    </message>
    <message>
        <source>Estimated beyond what was measured</source>
        <translation>تقدير يتجاوز ما قيس</translation>
    </message>
    <message>
        <source>Fewer people look twice; more wrong marks. For a door that somebody watches.</source>
        <translation>عدد أقل ينظر مرتين، وتسجيلات خاطئة أكثر. لبابٍ يراقبه أحد.</translation>
    </message>
    <message>
        <source>Fewer wrong marks; more people look twice or use their code.</source>
        <translation>تسجيلات خاطئة أقل، وعدد أكبر ينظر مرتين أو يستخدم الرمز.</translation>
    </message>
    <message>
        <source>How strict is the door? Worked out for the largest class: {people}.</source>
        <translation>ما مدى تشدّد نقطة التسجيل؟ حُسب ذلك لأكبر صف: {people}.</translation>
    </message>
    <message>
        <source>Lenient</source>
        <translation>متساهل</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>الترخيص: {licence}</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>النموذج: {name}</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>عادي</translation>
    </message>
    <message>
        <source>Number and PIN first: they work for everybody, whatever the model serves.</source>
        <translation>الرقم المدرسي والرقم السري أولًا: يعملان للجميع أيًّا كان النموذج.</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>التعرّف على الوجوه</translation>
    </message>
    <message>
        <source>Right for most doors.</source>
        <translation>مناسب لمعظم الأبواب.</translation>
    </message>
    <message numerus="yes">
        <source>Serves up to %Ln people in open registers at once</source>
        <translation>
            <numerusform>لا يخدم أحدًا في السجلات المفتوحة معًا</numerusform>
            <numerusform>يخدم شخصًا واحدًا في السجلات المفتوحة معًا</numerusform>
            <numerusform>يخدم شخصين في السجلات المفتوحة معًا</numerusform>
            <numerusform>يخدم حتى %Ln أشخاص في السجلات المفتوحة معًا</numerusform>
            <numerusform>يخدم حتى %Ln شخصًا في السجلات المفتوحة معًا</numerusform>
            <numerusform>يخدم حتى %Ln شخص في السجلات المفتوحة معًا</numerusform>
        </translation>
    </message>
    <message>
        <source>Smaller sessions: divide the class, so that fewer people are on one list.</source>
        <translation>حصص أصغر: يُرجى تقسيم الصف، ليقلّ عدد الأشخاص في القائمة الواحدة.</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>متشدّد</translation>
    </message>
    <message>
        <source>The largest class is too large for this model: {people}. Nobody in it is marked by face.</source>
        <translation>أكبر صف أكبر مما يخدمه هذا النموذج: {people}. لا يُسجَّل حضور أحد فيه بالوجه.</translation>
    </message>
    <message>
        <source>The lower figure is for a door where only people on the list step up, the higher one for a door where one in twenty is not on it. A wrong mark can be taken back at the door for some seconds, and corrected in the register.</source>
        <translation>الرقم الأدنى لبابٍ لا يقف أمامه إلا من هم في القائمة، والأعلى لبابٍ يكون واحد من كل عشرين أمامه من خارجها. يمكن التراجع عن تسجيل خاطئ عند الباب خلال ثوانٍ، وتصحيحه في السجل.</translation>
    </message>
    <message>
        <source>Wrong marks a term: cannot be said before lessons are planned</source>
        <translation>التسجيلات الخاطئة في الفصل الدراسي: لا يمكن تقديرها قبل تخطيط الحصص</translation>
    </message>
    <message>
        <source>Wrong marks a term: cannot be said before somebody is enrolled</source>
        <translation>التسجيلات الخاطئة في الفصل الدراسي: لا يمكن تقديرها قبل تسجيل أي وجه</translation>
    </message>
    <message>
        <source>Wrong marks a term: cannot be said before somebody is in a class that has lessons</source>
        <translation>التسجيلات الخاطئة في الفصل الدراسي: لا يمكن تقديرها قبل وجود شخص في صف له حصص</translation>
    </message>
    <message>
        <source>△ Not measured here: this project has no figures of its own for this model.</source>
        <translation>△ لم يُقَس هنا: ليست لهذا المشروع أرقام خاصة به عن هذا النموذج.</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Group {number}</source>
        <translation>المجموعة {number}</translation>
    </message>
    <message>
        <source>How to use it: start the command kiosk recover, and type the seven groups.</source>
        <translation>طريقة استخدامه: تشغيل الأمر ⁨kiosk recover⁩، ثم إدخال المجموعات السبع.</translation>
    </message>
    <message>
        <source>I have it on paper</source>
        <translation>هو عندي على ورقة</translation>
    </message>
    <message>
        <source>It opens everything that Rollcall keeps for this school when every passphrase is lost, when the key of the device is gone, or on another computer from a backup.</source>
        <translation>يفتح كل ما يحفظه ⁨Rollcall⁩ لهذه المدرسة إذا فُقدت كل عبارات المرور، أو ضاع مفتاح الجهاز، أو على حاسوب آخر من نسخة احتياطية.</translation>
    </message>
    <message>
        <source>Keep this sheet locked away, not beside the computer. Delete the file once it is printed.</source>
        <translation>يُرجى حفظ هذه الورقة في مكان مقفل بعيدًا عن الحاسوب، وحذف الملف بعد طباعته.</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>تاريخ الإنشاء</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>رمز الاستعادة</translation>
    </message>
    <message>
        <source>Save as PDF to print …</source>
        <translation>حفظ بصيغة PDF للطباعة …</translation>
    </message>
    <message>
        <source>Saved: {path}. Print it, then delete the file: whoever finds it can open all.</source>
        <translation>حُفظ: {path}. يُرجى طباعته ثم حذف الملف: فمن يجده يستطيع فتح كل شيء.</translation>
    </message>
    <message>
        <source>School</source>
        <translation>المدرسة</translation>
    </message>
    <message>
        <source>Show the code again</source>
        <translation>إظهار الرمز مجددًا</translation>
    </message>
    <message>
        <source>That is not what was shown. Look at the code again and compare.</source>
        <translation>هذا لا يطابق ما عُرض. يُرجى النظر إلى الرمز مجددًا والمقارنة.</translation>
    </message>
    <message>
        <source>Type these two groups from your paper.</source>
        <translation>يُرجى كتابة هاتين المجموعتين كما هما على الورقة.</translation>
    </message>
    <message>
        <source>Where to? A stick that you take along is better than this computer.</source>
        <translation>إلى أين؟ ذاكرة محمولة تؤخذ معك أفضل من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Write it on paper, or print it, and keep it away from this computer. It opens everything when the passphrase is lost, and it is shown only now.</source>
        <translation>يُرجى كتابته على ورقة أو طباعته، وحفظه بعيدًا عن هذا الحاسوب. يفتح كل شيء إذا فُقدت عبارة المرور، ولا يُعرض إلا الآن.</translation>
    </message>
</context>
<context>
    <name>RefusalPanel</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Not to be recognised by face</source>
        <translation>لا يُتعرَّف عليه بالوجه</translation>
    </message>
    <message>
        <source>Only withdraw the consent …</source>
        <translation>سحب الموافقة فقط …</translation>
    </message>
    <message>
        <source>Who only takes a consent back may give another one later:</source>
        <translation>من يسحب الموافقة فقط يمكنه منح أخرى لاحقًا:</translation>
    </message>
    <message>
        <source>Whoever said it can take it back; an administrator records that.</source>
        <translation>يرجع عنه من أبداه، ويسجّل ذلك مسؤول النظام.</translation>
    </message>
    <message>
        <source>✕ Not to be recognised by face, since {day}. Said by: {who}. Number and PIN work.</source>
        <translation>✕ لا يُتعرَّف عليه بالوجه منذ {day}. أبدى ذلك: {who}. والرقم المدرسي والرقم السري متاحان.</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Consent withdrawn. Face templates erased: {count}</source>
        <translation>سُحبت الموافقة. قوالب الوجه التي مُحيت: {count}</translation>
    </message>
    <message>
        <source>The no is recorded. Face templates erased: {count}</source>
        <translation>سُجِّل الرفض. قوالب الوجه التي مُحيت: {count}</translation>
    </message>
    <message>
        <source>Withdraw and erase</source>
        <translation>سحب ومحو</translation>
    </message>
    <message>
        <source>Withdraw the consent of {name}? The face template is erased at once and cannot come back.</source>
        <translation>هل تُسحب موافقة {name}؟ يُمحى قالب الوجه فورًا ولا يمكن أن يعود.</translation>
    </message>
</context>
<context>
    <name>RegisterActs</name>
    <message>
        <source>Looked at: {count}</source>
        <translation>تمت معاينتها: {count}</translation>
    </message>
    <message>
        <source>Made once more.</source>
        <translation>أُعيد مرة أخرى.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>Set to “{state}”: {count}</source>
        <translation>ضُبط على «{state}»: {count}</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>تم التراجع.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>RegistersModel</name>
    <message>
        <source>Absent</source>
        <translation>غائب</translation>
    </message>
    <message>
        <source>Begins at {time}</source>
        <translation>تبدأ في {time}</translation>
    </message>
    <message>
        <source>Called off</source>
        <translation>أُلغيت</translation>
    </message>
    <message>
        <source>Closed at {time}</source>
        <translation>أُغلق في {time}</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>هنا</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>List</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Open since {time}</source>
        <translation>مفتوح منذ {time}</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>الأوقات</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>للمعاينة</translation>
    </message>
    <message>
        <source>Unmarked</source>
        <translation>لم يُسجَّل بعد</translation>
    </message>
    <message>
        <source>{sign} Open, ended at {time}</source>
        <translation>{sign} مفتوح، انتهت في {time}</translation>
    </message>
</context>
<context>
    <name>RenewalsCard</name>
    <message numerus="yes">
        <source>%Ln people are enrolled for another model and use their code until then</source>
        <translation>
            <numerusform>لا أحد مسجَّل لنموذج آخر</numerusform>
            <numerusform>شخص واحد وجهه مسجَّل لنموذج آخر، ويستخدم رمزه حتى ذلك الحين</numerusform>
            <numerusform>شخصان وجهاهما مسجَّلان لنموذج آخر، ويستخدمان رمزيهما حتى ذلك الحين</numerusform>
            <numerusform>%Ln أشخاص وجوههم مسجَّلة لنموذج آخر، ويستخدمون رموزهم حتى ذلك الحين</numerusform>
            <numerusform>%Ln شخصًا وجوههم مسجَّلة لنموذج آخر، ويستخدمون رموزهم حتى ذلك الحين</numerusform>
            <numerusform>%Ln شخص وجوههم مسجَّلة لنموذج آخر، ويستخدمون رموزهم حتى ذلك الحين</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people have changed since they were enrolled</source>
        <translation>
            <numerusform>لم يتغيّر وجه أحد منذ التسجيل</numerusform>
            <numerusform>شخص واحد تغيّر وجهه منذ التسجيل</numerusform>
            <numerusform>شخصان تغيّر وجهاهما منذ التسجيل</numerusform>
            <numerusform>%Ln أشخاص تغيّرت وجوههم منذ التسجيل</numerusform>
            <numerusform>%Ln شخصًا تغيّرت وجوههم منذ التسجيل</numerusform>
            <numerusform>%Ln شخص تغيّرت وجوههم منذ التسجيل</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrol again</source>
        <translation>إعادة تسجيل الوجه</translation>
    </message>
    <message>
        <source>Nobody has to be enrolled again.</source>
        <translation>لا يلزم إعادة تسجيل وجه أحد.</translation>
    </message>
    <message>
        <source>Show them in the list</source>
        <translation>إظهارهم في القائمة</translation>
    </message>
</context>
<context>
    <name>ReportsTab</name>
    <message>
        <source>Copied lines: {count}</source>
        <translation>أسطر منسوخة: {count}</translation>
    </message>
    <message>
        <source>Copy this table</source>
        <translation>نسخ هذا الجدول</translation>
    </message>
    <message>
        <source>Export this table …</source>
        <translation>تصدير هذا الجدول …</translation>
    </message>
    <message>
        <source>How far the report is</source>
        <translation>مدى تقدّم التقرير</translation>
    </message>
    <message>
        <source>Reading the registers …</source>
        <translation>تجري قراءة السجلات …</translation>
    </message>
    <message>
        <source>Save as a text table (CSV) …</source>
        <translation>حفظ كجدول نصي ⁨(CSV)⁩ …</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>البدء من جديد</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>The file holds names. It is readable by you only; keep it where it is safe.</source>
        <translation>في الملف أسماء. لا يقرؤه غير صاحب الحساب؛ يُرجى حفظه في مكان آمن.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} إلى {last}</translation>
    </message>
</context>
<context>
    <name>RestPage</name>
    <message>
        <source>The kiosk rests until {time}</source>
        <translation>نقطة التسجيل في راحة حتى {time}</translation>
    </message>
    <message>
        <source>The kiosk rests until {time} on {day}</source>
        <translation>نقطة التسجيل في راحة حتى {time}، {day}</translation>
    </message>
    <message>
        <source>Touch the screen or press a key to use the kiosk.</source>
        <translation>المس الشاشة أو اضغط أي مفتاح لاستخدام نقطة التسجيل.</translation>
    </message>
</context>
<context>
    <name>RetentionCard</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>تغيير …</translation>
    </message>
    <message>
        <source>Due now: {what}, from before {day}</source>
        <translation>مستحق الآن: {what}، مما قبل {day}</translation>
    </message>
    <message>
        <source>Face templates and logs go by themselves, signed in or not. Marks and the audit need somebody who is signed in.</source>
        <translation>تُحذف قوالب الوجه وسجلات التشغيل تلقائيًا، سجّل أحد الدخول أم لا. أما تسجيلات الحضور وسجل التدقيق فتحتاج إلى تسجيل دخول.</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>مدة حفظ البيانات</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>لا شيء مستحق.</translation>
    </message>
    <message>
        <source>Nothing was due any more.</source>
        <translation>لم يعد شيء مستحقًا.</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Take away what is due …</source>
        <translation>حذف المستحق …</translation>
    </message>
    <message>
        <source>Take this away now? {what}. It cannot be undone.</source>
        <translation>هل يُحذف هذا الآن؟ {what}. لا يمكن التراجع عن ذلك.</translation>
    </message>
    <message>
        <source>Taken away: {what}.</source>
        <translation>حُذف: {what}.</translation>
    </message>
    <message>
        <source>△ Overdue: {what}, from before {day}</source>
        <translation>△ متأخر: {what}، مما قبل {day}</translation>
    </message>
</context>
<context>
    <name>RetentionForm</name>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>Keep it so</source>
        <translation>حفظ القاعدة</translation>
    </message>
    <message>
        <source>Keep it until the school says otherwise</source>
        <translation>الحفظ إلى أن تقرر المدرسة غير ذلك</translation>
    </message>
</context>
<context>
    <name>RetentionWords</name>
    <message numerus="yes">
        <source>%Ln face templates</source>
        <translation>
            <numerusform>لا قوالب وجه</numerusform>
            <numerusform>قالب وجه واحد</numerusform>
            <numerusform>قالبا وجه</numerusform>
            <numerusform>%Ln قوالب وجه</numerusform>
            <numerusform>%Ln قالب وجه</numerusform>
            <numerusform>%Ln قالب وجه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines of the audit</source>
        <translation>
            <numerusform>لا أسطر من سجل التدقيق</numerusform>
            <numerusform>سطر واحد من سجل التدقيق</numerusform>
            <numerusform>سطران من سجل التدقيق</numerusform>
            <numerusform>%Ln أسطر من سجل التدقيق</numerusform>
            <numerusform>%Ln سطرًا من سجل التدقيق</numerusform>
            <numerusform>%Ln سطر من سجل التدقيق</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln log files</source>
        <translation>
            <numerusform>لا ملفات تشغيل</numerusform>
            <numerusform>ملف تشغيل واحد</numerusform>
            <numerusform>ملفا تشغيل</numerusform>
            <numerusform>%Ln ملفات تشغيل</numerusform>
            <numerusform>%Ln ملف تشغيل</numerusform>
            <numerusform>%Ln ملف تشغيل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks</source>
        <translation>
            <numerusform>لا تسجيلات</numerusform>
            <numerusform>تسجيل واحد</numerusform>
            <numerusform>تسجيلان</numerusform>
            <numerusform>%Ln تسجيلات</numerusform>
            <numerusform>%Ln تسجيلًا</numerusform>
            <numerusform>%Ln تسجيل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Gone %Ln days after they left</source>
        <translation>
            <numerusform>تُمحى يوم المغادرة</numerusform>
            <numerusform>تُمحى بعد يوم من المغادرة</numerusform>
            <numerusform>تُمحى بعد يومين من المغادرة</numerusform>
            <numerusform>تُمحى بعد %Ln أيام من المغادرة</numerusform>
            <numerusform>تُمحى بعد %Ln يومًا من المغادرة</numerusform>
            <numerusform>تُمحى بعد %Ln يوم من المغادرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Gone on the day they leave</source>
        <translation>تُمحى يوم المغادرة</translation>
    </message>
    <message numerus="yes">
        <source>Kept for %Ln days</source>
        <translation>
            <numerusform>لا تُحفظ</numerusform>
            <numerusform>تُحفظ يومًا واحدًا</numerusform>
            <numerusform>تُحفظ يومين</numerusform>
            <numerusform>تُحفظ %Ln أيام</numerusform>
            <numerusform>تُحفظ %Ln يومًا</numerusform>
            <numerusform>تُحفظ %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept until the school says otherwise</source>
        <translation>تُحفظ إلى أن تقرر المدرسة غير ذلك</translation>
    </message>
</context>
<context>
    <name>RoomCard</name>
    <message>
        <source>All rooms</source>
        <translation>كل القاعات</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Room, as the timetable writes it</source>
        <translation>القاعة كما هي مكتوبة في الجدول</translation>
    </message>
    <message>
        <source>Serve this room</source>
        <translation>خدمة هذه القاعة</translation>
    </message>
    <message>
        <source>This kiosk serves all rooms.</source>
        <translation>نقطة التسجيل هذه تخدم كل القاعات.</translation>
    </message>
    <message>
        <source>This kiosk serves sessions in this room, and those that name none: {room}</source>
        <translation>نقطة التسجيل هذه تخدم حصص هذه القاعة، وكل حصة بلا قاعة: {room}</translation>
    </message>
    <message>
        <source>Where this kiosk stands</source>
        <translation>مكان نقطة التسجيل هذه</translation>
    </message>
</context>
<context>
    <name>RosterModel</name>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Marked without the face, by number and PIN or by a card: look whether they are here.</source>
        <translation>سُجِّل بغير الوجه، بالرقم والرقم السري أو ببطاقة: يُرجى التحقق من وجوده هنا.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Worth a look: a mark was taken back here, or the clock was changed.</source>
        <translation>يستحق المراجعة: جرى هنا التراجع عن تسجيل، أو غُيِّرت الساعة.</translation>
    </message>
    <message>
        <source>left {time}</source>
        <translation>المغادرة في {time}</translation>
    </message>
    <message>
        <source>{minutes} min late</source>
        <translation>متأخر {minutes} د</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}: {state}</translation>
    </message>
</context>
<context>
    <name>RosterPage</name>
    <message>
        <source>Close the register …</source>
        <translation>إغلاق السجل …</translation>
    </message>
    <message>
        <source>Everybody shown is marked.</source>
        <translation>كل المعروضين مسجَّلون.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>تصدير …</translation>
    </message>
    <message>
        <source>Nobody is on this list yet. Add people in the people tab.</source>
        <translation>لا أحد في هذه القائمة بعد. تُضاف الأسماء في تبويب الأشخاص.</translation>
    </message>
    <message>
        <source>Nobody matches the filter.</source>
        <translation>لا أحد يطابق التصفية.</translation>
    </message>
    <message>
        <source>Open a register now …</source>
        <translation>فتح سجل الآن …</translation>
    </message>
    <message>
        <source>Open the register again …</source>
        <translation>فتح السجل من جديد …</translation>
    </message>
    <message>
        <source>Opening the register …</source>
        <translation>يُفتح السجل …</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>طباعة …</translation>
    </message>
    <message>
        <source>Select the line of one person first.</source>
        <translation>يُرجى أولًا تحديد سطر شخص واحد.</translation>
    </message>
    <message>
        <source>Selected: {count}</source>
        <translation>المحدَّد: {count}</translation>
    </message>
    <message>
        <source>There are no codes to choose from here: the states are all there is.</source>
        <translation>لا رموز للاختيار هنا: الحالات وحدها هي المتاحة.</translation>
    </message>
    <message>
        <source>There is no register on this day. Open one now, or choose another day.</source>
        <translation>لا سجل في هذا اليوم. يمكن فتح واحد الآن أو اختيار يوم آخر.</translation>
    </message>
</context>
<context>
    <name>RosterPanels</name>
    <message>
        <source>{name} is on this register as a visitor, number {number}.</source>
        <translation>أُضيف {name} إلى هذا السجل زائرًا برقم {number}.</translation>
    </message>
</context>
<context>
    <name>RosterTab</name>
    <message>
        <source>Close the register</source>
        <translation>إغلاق السجل</translation>
    </message>
    <message>
        <source>On the list: {count}</source>
        <translation>في القائمة: {count}</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>إعادة الفتح</translation>
    </message>
    <message>
        <source>Open the register again? Whoever was set by closing is not yet marked again.</source>
        <translation>فتح السجل من جديد؟ من ضبطه الإغلاق يعود غير مسجَّل.</translation>
    </message>
    <message>
        <source>Select one or more lines first.</source>
        <translation>يُرجى تحديد سطر واحد أو أكثر أولًا.</translation>
    </message>
    <message>
        <source>The register is closed: write why it is changed, and press Enter. The old value is kept.</source>
        <translation>السجل مغلق: يُرجى كتابة سبب التغيير ثم ضغط ⁨Enter⁩. وتُحفظ القيمة القديمة.</translation>
    </message>
</context>
<context>
    <name>RosterTable</name>
    <message>
        <source>Register</source>
        <translation>سجل الحضور</translation>
    </message>
    <message>
        <source>Select lines, then press P, L, A, E, F, N, or U to unmark; C for a code, H for the history, K when looked at.</source>
        <translation>تُحدَّد الأسطر ثم يُضغط ⁨P⁩ أو ⁨L⁩ أو ⁨A⁩ أو ⁨E⁩ أو ⁨F⁩ أو ⁨N⁩، و⁨U⁩ لإلغاء التسجيل؛ و⁨C⁩ لرمز، و⁨H⁩ للتاريخ، و⁨K⁩ بعد المعاينة.</translation>
    </message>
</context>
<context>
    <name>RotationForm</name>
    <message>
        <source>Exchange the keys</source>
        <translation>تبديل المفاتيح</translation>
    </message>
    <message>
        <source>Exchange them now</source>
        <translation>تبديلها الآن</translation>
    </message>
    <message>
        <source>Names and registers get a new key, and the door a new lock. Do it when somebody who knew a passphrase has left, or a copy of the data may have been taken. Passphrases and the recovery code stay the same; backups of before open by the passphrases of before. Marks at the door wait for some seconds.</source>
        <translation>تُعطى الأسماء والسجلات مفتاحًا جديدًا، والباب قفلًا جديدًا. يُفعل ذلك إذا غادر من كان يعرف عبارة مرور، أو احتُمل أخذ نسخة من البيانات. تبقى عبارات المرور ورمز الاستعادة كما هي، وتُفتح النسخ الاحتياطية السابقة بعبارات المرور السابقة. ينتظر التسجيل عند الباب بضع ثوانٍ.</translation>
    </message>
</context>
<context>
    <name>RuleLine</name>
    <message>
        <source>Last sessions</source>
        <translation>آخر الحصص</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>Keep these rules</source>
        <translation>حفظ هذه القواعد</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>القواعد</translation>
    </message>
    <message>
        <source>The rules are kept. New on the list: {count}</source>
        <translation>حُفظت القواعد. جديد في القائمة: {count}</translation>
    </message>
    <message>
        <source>Who fits a rule that is on comes onto the list. Excused days count neither for nor against. Whom a changed rule found before stays while it still fits.</source>
        <translation>من تنطبق عليه قاعدة مفعَّلة يدخل القائمة. أيام العذر لا تُحسب له ولا عليه. ومن وجدته قاعدة قبل تغييرها يبقى ما دامت تنطبق عليه.</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Back to the list</source>
        <translation>العودة إلى القائمة</translation>
    </message>
    <message>
        <source>Rules and letters</source>
        <translation>القواعد والرسائل</translation>
    </message>
</context>
<context>
    <name>SaveBox</name>
    <message>
        <source>Writing …</source>
        <translation>تجري الكتابة …</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>كُتب: {path}</translation>
    </message>
</context>
<context>
    <name>SchoolPage</name>
    <message>
        <source>A trial: recordings work too, and every screen says so</source>
        <translation>تجربة: التسجيلات المصوّرة تعمل أيضًا، وكل شاشة تذكر ذلك</translation>
    </message>
    <message>
        <source>First class or group</source>
        <translation>الصف الأول أو المجموعة الأولى</translation>
    </message>
    <message>
        <source>More classes can be added later.</source>
        <translation>يمكن إضافة صفوف أخرى لاحقًا.</translation>
    </message>
    <message>
        <source>Name of the school</source>
        <translation>اسم المدرسة</translation>
    </message>
    <message>
        <source>Real attendance: marks come from a camera only</source>
        <translation>حضور حقيقي: لا تأتي التسجيلات بالوجه إلا من كاميرا</translation>
    </message>
    <message>
        <source>School</source>
        <translation>المدرسة</translation>
    </message>
    <message>
        <source>The class needs a name of 1 to 120 ordinary characters.</source>
        <translation>يلزم للصف اسم من حرف واحد إلى ١٢٠ حرفًا عاديًا.</translation>
    </message>
    <message>
        <source>The school needs a name of 1 to 120 ordinary characters.</source>
        <translation>يلزم للمدرسة اسم من حرف واحد إلى ١٢٠ حرفًا عاديًا.</translation>
    </message>
    <message>
        <source>What is this for?</source>
        <translation>ما الغرض من هذا؟</translation>
    </message>
</context>
<context>
    <name>ScopeBar</name>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>The last {days} days</source>
        <translation>آخر الأيام: {days}</translation>
    </message>
    <message>
        <source>These days:</source>
        <translation>هذه الأيام:</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>هذا الشهر</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>هذا الأسبوع</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
</context>
<context>
    <name>SectionView</name>
    <message>
        <source>Chart: {section}</source>
        <translation>رسم: {section}</translation>
    </message>
    <message>
        <source>Each box is a day with its rate; a thick edge is a rate below 90 %.</source>
        <translation>كل مربع يوم مع نسبته؛ والحافة السميكة نسبة أقل من ٩٠٪.</translation>
    </message>
    <message>
        <source>Filter this table</source>
        <translation>تصفية هذا الجدول</translation>
    </message>
    <message>
        <source>Nobody was late on these days.</source>
        <translation>لم يتأخر أحد في هذه الأيام.</translation>
    </message>
    <message>
        <source>The chart shows the {shown} highest of {count}; the table shows all.</source>
        <translation>يعرض الرسم أعلى {shown} من {count}؛ والجدول يعرضها كلها.</translation>
    </message>
    <message>
        <source>The chart shows the {shown} lowest of {count}; the table shows all.</source>
        <translation>يعرض الرسم أدنى {shown} من {count}؛ والجدول يعرضها كلها.</translation>
    </message>
    <message>
        <source>There is nothing to show for these days.</source>
        <translation>لا شيء يُعرض لهذه الأيام.</translation>
    </message>
</context>
<context>
    <name>SessionBar</name>
    <message>
        <source>All groups now</source>
        <translation>كل المجموعات الآن</translation>
    </message>
    <message>
        <source>All groups of this day</source>
        <translation>كل مجموعات هذا اليوم</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم المعروض</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>اليوم التالي</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>اليوم السابق</translation>
    </message>
    <message>
        <source>No register on this day</source>
        <translation>لا سجل حضور في هذا اليوم</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>سجل الحضور</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
</context>
<context>
    <name>SessionsModel</name>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>الحال</translation>
    </message>
    <message>
        <source>Over, not closed</source>
        <translation>انتهت ولم تُغلق</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>الأوقات</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>قادمة</translation>
    </message>
    <message>
        <source>● Now</source>
        <translation>● الآن</translation>
    </message>
    <message>
        <source>✓ Closed</source>
        <translation>✓ أُغلق</translation>
    </message>
    <message>
        <source>✕ Called off</source>
        <translation>✕ أُلغيت</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default: {value}</source>
        <translation>العودة إلى الافتراضي: {value}</translation>
    </message>
    <message>
        <source>default</source>
        <translation>الافتراضي</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>Another disk than this computer’s is safer. What is in there is encrypted.</source>
        <translation>قرص غير قرص هذا الحاسوب أسلم. ما فيه مشفَّر.</translation>
    </message>
    <message>
        <source>At the desk</source>
        <translation>في المكتب</translation>
    </message>
    <message>
        <source>At the door</source>
        <translation>عند الباب</translation>
    </message>
    <message>
        <source>Backups and files</source>
        <translation>النسخ الاحتياطية والملفات</translation>
    </message>
    <message>
        <source>Before the first and after the last session of the day the camera is off and the screen dark. A touch lights it up; without any session it never rests.</source>
        <translation>قبل أول حصة في اليوم وبعد آخرها تكون الكاميرا مطفأة والشاشة معتمة. لمسة واحدة تضيئها؛ ومن دون أي حصة لا تدخل نقطة التسجيل في راحة أبدًا.</translation>
    </message>
    <message>
        <source>Between wrong marks and second looks. What that comes to here is in the System tab.</source>
        <translation>بين التسجيلات الخاطئة والنظرات الثانية. وما يعنيه ذلك هنا في تبويب النظام.</translation>
    </message>
    <message>
        <source>By the school’s clock. A missed one is made after the next start.</source>
        <translation>بساعة المدرسة. وما فات يُجرى بعد التشغيل التالي.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Consents that name no day of their own end then.</source>
        <translation>تنتهي عندها الموافقات التي لا تذكر يومًا خاصًا بها.</translation>
    </message>
    <message>
        <source>Folder of sheets and letters</source>
        <translation>مجلد الكشوف والرسائل</translation>
    </message>
    <message>
        <source>Folder of the backups</source>
        <translation>مجلد النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>For gloves and unsteady hands. The text stays as large as it is.</source>
        <translation>للقفازات والأيدي غير الثابتة. يبقى حجم النص كما هو.</translation>
    </message>
    <message>
        <source>Hints such as “a little closer” are spoken too. Never a name, never a reason.</source>
        <translation>تُنطق أيضًا إرشادات مثل «الاقتراب قليلًا». ولا يُنطق اسم ولا سبب أبدًا.</translation>
    </message>
    <message>
        <source>How long a tick stays</source>
        <translation>مدة بقاء علامة الحضور</translation>
    </message>
    <message>
        <source>How long “Not me” works</source>
        <translation>مدة عمل «لست أنا»</translation>
    </message>
    <message>
        <source>How somebody sees at the door that it was them. Others who stand by see it too.</source>
        <translation>كيف يرى الشخص عند الباب أن التسجيل له. ويراه الواقفون بجانبه أيضًا.</translation>
    </message>
    <message>
        <source>How strict the door is</source>
        <translation>مدى تشدّد نقطة التسجيل</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Larger buttons at the door</source>
        <translation>أزرار أكبر عند الباب</translation>
    </message>
    <message>
        <source>Late after the start</source>
        <translation>متأخر بعد البداية بـ</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>حركة أقل</translation>
    </message>
    <message>
        <source>Light for doors with daylight, dark for dim halls; high contrast is easier to read.</source>
        <translation>فاتحة لأبواب فيها ضوء النهار، وداكنة للممرات المعتمة؛ والتباين العالي أسهل قراءة.</translation>
    </message>
    <message>
        <source>Lock the desk after</source>
        <translation>قفل المكتب بعد</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Marks and audit rows whose time is over go once they have been on the desk for a day. Faces always go by themselves.</source>
        <translation>التسجيلات وأسطر التدقيق التي انقضت مدتها تزول بعد أن تظهر في المكتب يومًا. أما الوجوه فتزول دائمًا تلقائيًا.</translation>
    </message>
    <message>
        <source>Marks begin before the start</source>
        <translation>يبدأ التسجيل قبل البداية بـ</translation>
    </message>
    <message>
        <source>Nightly backup at</source>
        <translation>النسخة الليلية في</translation>
    </message>
    <message>
        <source>Nobody is recognised before the button is pressed: where many pass by.</source>
        <translation>لا يُتعرَّف على أحد قبل الضغط على الزر: للأماكن التي يمر بها كثيرون.</translation>
    </message>
    <message>
        <source>Nothing fades or glides: the screens change at once.</source>
        <translation>لا شيء يتلاشى أو ينزلق: تتغير الشاشات فورًا.</translation>
    </message>
    <message>
        <source>Of the tones at the door; 0 is silent. It is set back to this when a session begins.</source>
        <translation>لنغمات الباب؛ ٠ يعني الصمت. ويعود إلى هذا عند بداية كل حصة.</translation>
    </message>
    <message>
        <source>Press to start</source>
        <translation>الضغط للبدء</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>التعرّف</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>السجلات</translation>
    </message>
    <message>
        <source>Rest out of hours</source>
        <translation>الراحة خارج أوقات العمل</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>الغرفة</translation>
    </message>
    <message>
        <source>So early the door takes marks for a new session. A group can have its own time.</source>
        <translation>المدة التي يقبل فيها الباب التسجيل قبل بداية الحصص الجديدة. ويمكن أن تكون لكل مجموعة مدتها.</translation>
    </message>
    <message>
        <source>So long after a tick it can be taken back at the door. 0 switches it off.</source>
        <translation>المدة التي يمكن فيها سحب علامة الحضور عند الباب. ٠ يوقف ذلك.</translation>
    </message>
    <message>
        <source>So long after the start of a new session a mark is late. A group can have its own time.</source>
        <translation>المدة التي يُعد التسجيل بعدها تأخرًا في الحصص الجديدة. ويمكن أن تكون لكل مجموعة مدتها.</translation>
    </message>
    <message>
        <source>So long without a key or a touch; the register can stay to be looked at.</source>
        <translation>المدة بلا مفتاح ولا لمسة؛ ويمكن أن يبقى السجل معروضًا للنظر.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>Speak the hints</source>
        <translation>نطق الإرشادات</translation>
    </message>
    <message>
        <source>Take away by itself what is due</source>
        <translation>إزالة ما حان وقته تلقائيًا</translation>
    </message>
    <message>
        <source>The next person may step up meanwhile: their own tick replaces it.</source>
        <translation>يمكن للشخص التالي أن يتقدم في أثناء ذلك: تحل علامة حضوره محلها.</translation>
    </message>
    <message>
        <source>The rest ends so long before the day’s first register takes marks: time to see to a camera that does not work.</source>
        <translation>تنتهي الراحة بهذه المدة قبل أن يبدأ أول سجل في اليوم بتسجيل الحضور: وقت يكفي لتدارك كاميرا لا تعمل.</translation>
    </message>
    <message>
        <source>The school year ends on</source>
        <translation>تنتهي السنة الدراسية في</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>مستوى الصوت</translation>
    </message>
    <message>
        <source>Wake up before</source>
        <translation>الاستيقاظ قبل البدء بـ</translation>
    </message>
    <message>
        <source>What a tick shows</source>
        <translation>ما تعرضه علامة الحضور</translation>
    </message>
    <message>
        <source>What both windows speak. At the door anybody can change it for the moment.</source>
        <translation>لغة النافذتين. وعند الباب يستطيع أي شخص تغييرها مؤقتًا.</translation>
    </message>
    <message>
        <source>What the door looks with. Another one is used at once, and no picture is shown or kept.</source>
        <translation>ما ينظر به الباب. تُستخدم الكاميرا الأخرى فورًا، ولا تُعرض صورة ولا تُحفظ.</translation>
    </message>
    <message>
        <source>Where the desk writes. They are not encrypted: whoever can open it can read them.</source>
        <translation>حيث يكتب المكتب. هذه الملفات غير مشفَّرة: يقرؤها كل من يستطيع فتح المجلد.</translation>
    </message>
    <message>
        <source>Where this kiosk stands, as the timetable writes it. It serves the sessions of that room and those without one; empty serves all.</source>
        <translation>مكان نقطة التسجيل هذه كما يكتبه الجدول. تخدم حصص تلك الغرفة والحصص التي بلا غرفة؛ والفراغ يعني الكل.</translation>
    </message>
</context>
<context>
    <name>SettingsTab</name>
    <message>
        <source>All rooms</source>
        <translation>كل الغرف</translation>
    </message>
    <message>
        <source>As this computer’s</source>
        <translation>كلغة هذا الحاسوب</translation>
    </message>
    <message>
        <source>Beside the school’s data</source>
        <translation>بجانب بيانات المدرسة</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>البحث عن إعداد</translation>
    </message>
    <message>
        <source>Find a setting, such as: sound</source>
        <translation>البحث عن إعداد، مثل: الصوت</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>الاسم الأول</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>مجموعات الإعدادات</translation>
    </message>
    <message>
        <source>Lenient</source>
        <translation>متساهل</translation>
    </message>
    <message>
        <source>No setting is called so: {typed}</source>
        <translation>لا إعداد بهذا الاسم: {typed}</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>عادي</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>لحظة من فضلك …</translation>
    </message>
    <message>
        <source>Own symbol and initials</source>
        <translation>الشارة والأحرف الأولى</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>تم الحفظ.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Show first names</source>
        <translation>إظهار الأسماء الأولى</translation>
    </message>
    <message>
        <source>Show first names at the door? Everybody who stands by reads them.</source>
        <translation>هل تُعرض الأسماء الأولى عند الباب؟ يقرؤها كل من يقف هناك.</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>متشدّد</translation>
    </message>
    <message>
        <source>The documents folder</source>
        <translation>مجلد المستندات</translation>
    </message>
    <message>
        <source>The tick alone</source>
        <translation>علامة الحضور وحدها</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Undo: {setting}</source>
        <translation>تراجع: {setting}</translation>
    </message>
    <message>
        <source>What that comes to here …</source>
        <translation>ما يعنيه ذلك هنا …</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} ٪</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} د</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} ث</translation>
    </message>
    <message>
        <source>△ Not saved</source>
        <translation>△ لم يُحفظ</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Making the keys…</source>
        <translation>يجري إنشاء المفاتيح…</translation>
    </message>
    <message>
        <source>Please finish first: the recovery code is shown only now.</source>
        <translation>يُرجى الإكمال أولًا: لا يُعرض رمز الاستعادة إلا الآن.</translation>
    </message>
    <message>
        <source>Rollcall</source>
        <translation>Rollcall</translation>
    </message>
    <message>
        <source>Rollcall: set-up</source>
        <translation>Rollcall: الإعداد</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>الخطوة {number} من {count}</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Attendance desk</source>
        <translation>مكتب الحضور</translation>
    </message>
    <message>
        <source>Back to the kiosk</source>
        <translation>العودة إلى نقطة التسجيل</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>I have a number</source>
        <translation>لديّ رقم</translation>
    </message>
    <message>
        <source>My number, if I know it</source>
        <translation>رقمي، إن كنت أعرفه</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>يجري الفتح …</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Show or hide what is typed</source>
        <translation>إظهار المكتوب أو إخفاؤه</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Sign in with your passphrase. Marking at the door goes on meanwhile.</source>
        <translation>يُرجى تسجيل الدخول بعبارة مرورك. يستمر تسجيل الحضور عند الباب في أثناء ذلك.</translation>
    </message>
    <message>
        <source>There were wrong passphrases just now. Try again in {seconds} s.</source>
        <translation>أُدخلت قبل قليل عبارات مرور غير صحيحة. يمكن المحاولة مجددًا بعد {seconds} ث.</translation>
    </message>
</context>
<context>
    <name>SignerForm</name>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add somebody who may sign in</source>
        <translation>إضافة من يحق له تسجيل الدخول</translation>
    </message>
    <message>
        <source>Administrator: everything</source>
        <translation>مسؤول النظام: كل شيء</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>Let them type the new passphrase here, or hand the six words over on paper.</source>
        <translation>يُرجى أن يُدخل صاحبها عبارة المرور الجديدة هنا، أو تسليمه الكلمات الست على ورقة.</translation>
    </message>
    <message>
        <source>May do</source>
        <translation>الصلاحيات</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Somebody who signs in needs a name.</source>
        <translation>يلزم اسم لمن يسجّل الدخول.</translation>
    </message>
    <message>
        <source>Teacher: own classes</source>
        <translation>المعلّم: صفوفه</translation>
    </message>
    <message>
        <source>The two new passphrases are not the same.</source>
        <translation>عبارتا المرور الجديدتان غير متطابقتين.</translation>
    </message>
    <message>
        <source>Your own passphrase</source>
        <translation>عبارة مرورك</translation>
    </message>
    <message>
        <source>Your own passphrase is needed: a desk can be left open.</source>
        <translation>تلزم عبارة مرورك: فقد يُترك المكتب مفتوحًا.</translation>
    </message>
</context>
<context>
    <name>SignersCard</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>A teacher sees their own classes, an administrator everything. The program keeps them apart, the keys do not: every passphrase opens all names.</source>
        <translation>يرى المعلّم صفوفه، ويرى مسؤول النظام كل شيء. البرنامج هو ما يفصل بينهم لا المفاتيح: فكل عبارة مرور تفتح كل الأسماء.</translation>
    </message>
    <message>
        <source>Add somebody …</source>
        <translation>إضافة شخص …</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>مسؤول النظام</translation>
    </message>
    <message>
        <source>Classes …</source>
        <translation>الصفوف …</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>حُفظ.</translation>
    </message>
    <message>
        <source>Kept. It holds from their next sign-in on.</source>
        <translation>حُفظ. يسري من تسجيل الدخول التالي لصاحبه.</translation>
    </message>
    <message>
        <source>Make administrator</source>
        <translation>منح صلاحية مسؤول النظام</translation>
    </message>
    <message>
        <source>Make teacher</source>
        <translation>تحويل إلى معلّم</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>الرقم {number}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove {name}? They cannot sign in any more; what they did stays in the audit. Whoever may have kept a copy of the data: exchange the keys afterwards.</source>
        <translation>هل يُزال {name}؟ لن يعود قادرًا على تسجيل الدخول، ويبقى ما فعله في سجل التدقيق. وإذا احتُمل احتفاظ أحد بنسخة من البيانات فيُرجى تبديل المفاتيح بعدها.</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>إزالة …</translation>
    </message>
    <message>
        <source>Removed: cannot sign in any more</source>
        <translation>أُزيل: لا يمكنه تسجيل الدخول</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>المعلّم</translation>
    </message>
    <message>
        <source>Who may sign in</source>
        <translation>من يحق له تسجيل الدخول</translation>
    </message>
    <message>
        <source>no class yet</source>
        <translation>لا صف بعد</translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>{name} cannot sign in any more.</source>
        <translation>لم يعد {name} قادرًا على تسجيل الدخول.</translation>
    </message>
    <message>
        <source>{name} may sign in now.</source>
        <translation>يحق الآن تسجيل الدخول لـ {name}.</translation>
    </message>
    <message>
        <source>{name} may then do everything: all classes, accounts, erasing, backups.</source>
        <translation>يستطيع {name} بعدها كل شيء: كل الصفوف والحسابات والمحو والنسخ الاحتياطي.</translation>
    </message>
    <message>
        <source>{name} then sees their own classes only.</source>
        <translation>يرى {name} بعدها صفوفه فقط.</translation>
    </message>
</context>
<context>
    <name>SpanForm</name>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>اليوم الأول</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>يلزم اسم.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Last day, included</source>
        <translation>اليوم الأخير، وهو منها</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>اليوم الأخير قبل الأول.</translation>
    </message>
</context>
<context>
    <name>SpansCard</name>
    <message>
        <source>Change {what}</source>
        <translation>تعديل {what}</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>تعديل …</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Take away {what}</source>
        <translation>إزالة {what}</translation>
    </message>
    <message>
        <source>Take away …</source>
        <translation>إزالة …</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} إلى {last}</translation>
    </message>
    <message>
        <source>{name}: {days}</source>
        <translation>{name}: {days}</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message numerus="yes">
        <source>Late by %Ln min</source>
        <translation>
            <numerusform>دون تأخير</numerusform>
            <numerusform>التأخير دقيقة واحدة</numerusform>
            <numerusform>التأخير دقيقتان</numerusform>
            <numerusform>التأخير %Ln دقائق</numerusform>
            <numerusform>التأخير %Ln دقيقة</numerusform>
            <numerusform>التأخير %Ln دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Lets the camera look at you, for one sign-in</source>
        <translation>يسمح للكاميرا بالنظر إليك لتسجيل حضور واحد</translation>
    </message>
    <message>
        <source>One person at a time, please.</source>
        <translation>شخص واحد في كل مرة من فضلكم.</translation>
    </message>
    <message>
        <source>Reference: {code}</source>
        <translation>المرجع: {code}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>The next one begins at {time}.</source>
        <translation>تبدأ الحصة التالية في {time}.</translation>
    </message>
    <message>
        <source>The next one begins on {day} at {time}.</source>
        <translation>تبدأ الحصة التالية يوم {day} في {time}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة مرة أخرى</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>تجربة العرض</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Cleared in {seconds} s. Touch anything to keep what you typed.</source>
        <translation>يُمحى بعد {seconds} ث. تكفي لمسة لإبقاء ما كُتب.</translation>
    </message>
    <message>
        <source>My number, if I know it</source>
        <translation>رقمي، إن كنت أعرفه</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>جارٍ الفتح …</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>إظهار ما أكتبه</translation>
    </message>
    <message>
        <source>Somebody signs in to start</source>
        <translation>يلزم تسجيل الدخول للبدء</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>There were wrong passphrases just now. Try again in {seconds} s.</source>
        <translation>أُدخلت قبل قليل عبارات مرور خاطئة. يُرجى المحاولة بعد {seconds} ثانية.</translation>
    </message>
    <message>
        <source>This kiosk keeps no key of its own. Any passphrase of this school starts it.</source>
        <translation>لا تحتفظ نقطة التسجيل هذه بمفتاح خاص بها. تبدأ بأي عبارة مرور من هذه المدرسة.</translation>
    </message>
</context>
<context>
    <name>StateChips</name>
    <message>
        <source>All: {count}</source>
        <translation>الكل: {count}</translation>
    </message>
    <message>
        <source>Filter by name or number</source>
        <translation>تصفية بالاسم أو الرقم</translation>
    </message>
    <message>
        <source>{sign} To look at: {count}</source>
        <translation>{sign} للمعاينة: {count}</translation>
    </message>
    <message>
        <source>{state}: {count}</source>
        <translation>{state}: {count}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Reference: {code}</source>
        <translation>المرجع: {code}</translation>
    </message>
</context>
<context>
    <name>SupportCard</name>
    <message>
        <source>All of it. The arrow keys move through it.</source>
        <translation>المحتوى كاملًا. تنقّل فيه بمفاتيح الأسهم.</translation>
    </message>
    <message>
        <source>For whoever helps with this kiosk: version, checks, settings and what happened when. No name, number, key or picture is in it. Read it, then save it.</source>
        <translation>لمن يساعد في إصلاح نقطة التسجيل هذه: الإصدار والفحوص والإعدادات وما حدث ومتى. لا اسم فيه ولا رقم ولا مفتاح ولا صورة. اقرأه ثم احفظه.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>لحظة من فضلك …</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>حفظ …</translation>
    </message>
    <message>
        <source>Show the support file</source>
        <translation>عرض ملف الدعم</translation>
    </message>
    <message>
        <source>The support file</source>
        <translation>ملف الدعم</translation>
    </message>
    <message>
        <source>When something does not work</source>
        <translation>عندما يتعطل شيء</translation>
    </message>
</context>
<context>
    <name>Switch</name>
    <message>
        <source>On</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>on</source>
        <translation>يعمل</translation>
    </message>
</context>
<context>
    <name>SystemTab</name>
    <message>
        <source>Chosen. It counts from the next person at the door.</source>
        <translation>تم الاختيار. يسري من الشخص التالي عند الباب.</translation>
    </message>
    <message>
        <source>Chosen. The door goes by it at once.</source>
        <translation>تم الاختيار. تعمل به نقطة التسجيل فورًا.</translation>
    </message>
    <message>
        <source>Chosen. The door looks with it at once.</source>
        <translation>تم الاختيار. ينظر بها الباب فورًا.</translation>
    </message>
    <message>
        <source>One moment: it is being worked out.</source>
        <translation>لحظة واحدة: يجري الحساب.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>النظام</translation>
    </message>
</context>
<context>
    <name>TallyCard</name>
    <message>
        <source>Asked for their PIN as well</source>
        <translation>طُلب الرقم السري أيضًا</translation>
    </message>
    <message>
        <source>Confirmed by their PIN</source>
        <translation>أُكِّد بالرقم السري</translation>
    </message>
    <message>
        <source>Corrected by a teacher</source>
        <translation>صحّحه المعلّم</translation>
    </message>
    <message>
        <source>Counts only, without any name. They are kept for a day and then forgotten.</source>
        <translation>أعداد فقط، بلا أي اسم. تُحفظ يومًا ثم تُنسى.</translation>
    </message>
    <message>
        <source>Left or came back</source>
        <translation>غادر أو عاد</translation>
    </message>
    <message>
        <source>Marked at the first try</source>
        <translation>سُجِّل من المحاولة الأولى</translation>
    </message>
    <message>
        <source>Marked by card</source>
        <translation>سُجِّل بالبطاقة</translation>
    </message>
    <message>
        <source>Marked by face</source>
        <translation>سُجِّل بالوجه</translation>
    </message>
    <message>
        <source>Marked by number and PIN</source>
        <translation>سُجِّل بالرقم المدرسي والرقم السري</translation>
    </message>
    <message>
        <source>Not on a list that was open</source>
        <translation>ليس في قائمة مفتوحة</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>لم يُتعرَّف عليه</translation>
    </message>
    <message>
        <source>Refused for another reason</source>
        <translation>رُفض لسبب آخر</translation>
    </message>
    <message>
        <source>Taken back with “Not me”</source>
        <translation>تراجع بعد «لست أنا»</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Today at the door</source>
        <translation>اليوم عند الباب</translation>
    </message>
    <message>
        <source>Too close to call</source>
        <translation>شبه لا يُحسم</translation>
    </message>
    <message>
        <source>Tries: somebody looked</source>
        <translation>المحاولات: نظر أحدهم</translation>
    </message>
    <message>
        <source>Were in already</source>
        <translation>كان حاضرًا من قبل</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}٪</translation>
    </message>
    <message>
        <source>{what}, {day}: {value}</source>
        <translation>{what}، {day}: {value}</translation>
    </message>
    <message>
        <source>… of tries by people not in yet</source>
        <translation>… من محاولات من لم يُسجَّل بعد</translation>
    </message>
</context>
<context>
    <name>TemplateForm</name>
    <message>
        <source>A letter needs a name, a subject and a text.</source>
        <translation>يلزم للرسالة اسم وموضوع ونص.</translation>
    </message>
    <message>
        <source>A new letter</source>
        <translation>رسالة جديدة</translation>
    </message>
    <message>
        <source>Change a letter</source>
        <translation>تعديل رسالة</translation>
    </message>
    <message>
        <source>Choose a language from the list, or write its tag, such as tr or pt-BR.</source>
        <translation>تُختار لغة من القائمة، أو تُكتب علامتها مثل ⁨tr⁩ أو ⁨pt-BR⁩.</translation>
    </message>
    <message>
        <source>How it reads, with somebody invented</source>
        <translation>كيف تُقرأ، مع شخص مختلَق</translation>
    </message>
    <message>
        <source>Keep this letter</source>
        <translation>حفظ هذه الرسالة</translation>
    </message>
    <message>
        <source>Language (another one by its tag, such as tr or pt-BR)</source>
        <translation>اللغة (لغة أخرى بعلامتها، مثل ⁨tr⁩ أو ⁨pt-BR⁩)</translation>
    </message>
    <message>
        <source>Name of the letter</source>
        <translation>اسم الرسالة</translation>
    </message>
    <message>
        <source>Name of the letter (the same in each of its languages)</source>
        <translation>اسم الرسالة (واحد في كل لغاتها)</translation>
    </message>
    <message>
        <source>No field is called {field}: take one of those below.</source>
        <translation>لا حقل باسم {field}: يُرجى أخذ واحد مما يلي.</translation>
    </message>
    <message>
        <source>One of the fields does not exist: see above.</source>
        <translation>أحد الحقول غير موجود: انظر أعلاه.</translation>
    </message>
    <message>
        <source>Put in where you write:</source>
        <translation>إدراج في موضع الكتابة:</translation>
    </message>
    <message>
        <source>Put in: {field}</source>
        <translation>إدراج: {field}</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
</context>
<context>
    <name>TemplatesCard</name>
    <message>
        <source>Change {letter}</source>
        <translation>تعديل {letter}</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>تعديل …</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Take away {letter}</source>
        <translation>إزالة {letter}</translation>
    </message>
    <message>
        <source>Take away …</source>
        <translation>إزالة …</translation>
    </message>
    <message>
        <source>Take the letter {name} ({language}) away? Letters already saved stay where they are.</source>
        <translation>إزالة الرسالة {name} ({language})؟ الرسائل المحفوظة تبقى في مكانها.</translation>
    </message>
    <message>
        <source>The school’s own words. Nothing is sent by the program: letters become files.</source>
        <translation>كلمات المدرسة نفسها. لا يرسل البرنامج شيئًا: الرسائل تصير ملفات.</translation>
    </message>
    <message>
        <source>There is no letter yet.</source>
        <translation>لا رسالة بعد.</translation>
    </message>
    <message>
        <source>Write a letter …</source>
        <translation>كتابة رسالة …</translation>
    </message>
    <message>
        <source>{name} · {language}</source>
        <translation>{name} · {language}</translation>
    </message>
</context>
<context>
    <name>TermWords</name>
    <message numerus="yes">
        <source>%Ln of 100 looks have to be repeated</source>
        <translation>
            <numerusform>لا تلزم إعادة أي نظرة من ١٠٠</numerusform>
            <numerusform>تلزم إعادة نظرة واحدة من ١٠٠</numerusform>
            <numerusform>تلزم إعادة نظرتين من ١٠٠</numerusform>
            <numerusform>تلزم إعادة %Ln نظرات من ١٠٠</numerusform>
            <numerusform>تلزم إعادة %Ln نظرة من ١٠٠</numerusform>
            <numerusform>تلزم إعادة %Ln نظرة من ١٠٠</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 wrong mark in {least} to %Ln terms</source>
        <translation>
            <numerusform>تسجيل خاطئ واحد كل {least} إلى %Ln فصل دراسي</numerusform>
            <numerusform>تسجيل خاطئ واحد في الفصل الدراسي</numerusform>
            <numerusform>تسجيل خاطئ واحد كل فصل دراسي إلى فصلين</numerusform>
            <numerusform>تسجيل خاطئ واحد كل {least} إلى %Ln فصول دراسية</numerusform>
            <numerusform>تسجيل خاطئ واحد كل {least} إلى %Ln فصلًا دراسيًّا</numerusform>
            <numerusform>تسجيل خاطئ واحد كل {least} إلى %Ln فصل دراسي</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %Ln wrong marks a term</source>
        <translation>
            <numerusform>لا تسجيلات خاطئة تقريبًا في الفصل الدراسي</numerusform>
            <numerusform>نحو تسجيل خاطئ واحد في الفصل الدراسي</numerusform>
            <numerusform>نحو تسجيلين خاطئين في الفصل الدراسي</numerusform>
            <numerusform>نحو %Ln تسجيلات خاطئة في الفصل الدراسي</numerusform>
            <numerusform>نحو %Ln تسجيلًا خاطئًا في الفصل الدراسي</numerusform>
            <numerusform>نحو %Ln تسجيل خاطئ في الفصل الدراسي</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About 1 wrong mark in %Ln terms</source>
        <translation>
            <numerusform>نحو تسجيل خاطئ واحد في أي فصل دراسي</numerusform>
            <numerusform>نحو تسجيل خاطئ واحد في الفصل الدراسي</numerusform>
            <numerusform>نحو تسجيل خاطئ واحد في فصلين دراسيين</numerusform>
            <numerusform>نحو تسجيل خاطئ واحد في %Ln فصول دراسية</numerusform>
            <numerusform>نحو تسجيل خاطئ واحد في %Ln فصلًا دراسيًّا</numerusform>
            <numerusform>نحو تسجيل خاطئ واحد في %Ln فصل دراسي</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most 1 wrong mark in %Ln terms</source>
        <translation>
            <numerusform>تسجيل خاطئ واحد على الأكثر في أي فصل دراسي</numerusform>
            <numerusform>تسجيل خاطئ واحد على الأكثر في الفصل الدراسي</numerusform>
            <numerusform>تسجيل خاطئ واحد على الأكثر في فصلين دراسيين</numerusform>
            <numerusform>تسجيل خاطئ واحد على الأكثر في %Ln فصول دراسية</numerusform>
            <numerusform>تسجيل خاطئ واحد على الأكثر في %Ln فصلًا دراسيًّا</numerusform>
            <numerusform>تسجيل خاطئ واحد على الأكثر في %Ln فصل دراسي</numerusform>
        </translation>
    </message>
    <message>
        <source>Hardly any look has to be repeated</source>
        <translation>لا تكاد تلزم إعادة أي نظرة</translation>
    </message>
    <message>
        <source>Looks that have to be repeated: not measured</source>
        <translation>النظرات التي تلزم إعادتها: لم تُقَس</translation>
    </message>
    <message numerus="yes">
        <source>No wrong mark expected in %Ln terms</source>
        <translation>
            <numerusform>لا يُتوقَّع أي تسجيل خاطئ في أي فصل دراسي</numerusform>
            <numerusform>لا يُتوقَّع أي تسجيل خاطئ في الفصل الدراسي</numerusform>
            <numerusform>لا يُتوقَّع أي تسجيل خاطئ في فصلين دراسيين</numerusform>
            <numerusform>لا يُتوقَّع أي تسجيل خاطئ في %Ln فصول دراسية</numerusform>
            <numerusform>لا يُتوقَّع أي تسجيل خاطئ في %Ln فصلًا دراسيًّا</numerusform>
            <numerusform>لا يُتوقَّع أي تسجيل خاطئ في %Ln فصل دراسي</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %Ln wrong marks a term</source>
        <translation>
            <numerusform>لا تسجيلات خاطئة في الفصل الدراسي</numerusform>
            <numerusform>تسجيل خاطئ واحد على الأكثر في الفصل الدراسي</numerusform>
            <numerusform>تسجيلان خاطئان على الأكثر في الفصل الدراسي</numerusform>
            <numerusform>%Ln تسجيلات خاطئة على الأكثر في الفصل الدراسي</numerusform>
            <numerusform>%Ln تسجيلًا خاطئًا على الأكثر في الفصل الدراسي</numerusform>
            <numerusform>%Ln تسجيل خاطئ على الأكثر في الفصل الدراسي</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %Ln wrong marks a term</source>
        <translation>
            <numerusform>من {least} إلى %Ln تسجيل خاطئ في الفصل الدراسي</numerusform>
            <numerusform>تسجيل خاطئ واحد في الفصل الدراسي</numerusform>
            <numerusform>من تسجيل خاطئ واحد إلى تسجيلين في الفصل الدراسي</numerusform>
            <numerusform>من {least} إلى %Ln تسجيلات خاطئة في الفصل الدراسي</numerusform>
            <numerusform>من {least} إلى %Ln تسجيلًا خاطئًا في الفصل الدراسي</numerusform>
            <numerusform>من {least} إلى %Ln تسجيل خاطئ في الفصل الدراسي</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextForm</name>
    <message>
        <source>Consent text</source>
        <translation>نص الموافقة</translation>
    </message>
    <message>
        <source>Earlier versions stay: a consent names the one that was agreed to.</source>
        <translation>تبقى النسخ السابقة: فكل موافقة تذكر النسخة التي وُوفق عليها.</translation>
    </message>
    <message>
        <source>Keep this version</source>
        <translation>حفظ هذه النسخة</translation>
    </message>
    <message>
        <source>New version of the consent text</source>
        <translation>نسخة جديدة من نص الموافقة</translation>
    </message>
    <message>
        <source>Write what is agreed to.</source>
        <translation>يُرجى كتابة ما تجري الموافقة عليه.</translation>
    </message>
</context>
<context>
    <name>TimetableTab</name>
    <message>
        <source>A lesson that begins on one of these days does not take place.</source>
        <translation>الحصة التي تبدأ في أحد هذه الأيام لا تُقام.</translation>
    </message>
    <message>
        <source>Add a holiday</source>
        <translation>إضافة عطلة</translation>
    </message>
    <message>
        <source>Add a holiday …</source>
        <translation>إضافة عطلة …</translation>
    </message>
    <message>
        <source>Add a term</source>
        <translation>إضافة فصل دراسي</translation>
    </message>
    <message>
        <source>Add a term …</source>
        <translation>إضافة فصل دراسي …</translation>
    </message>
    <message>
        <source>Apply …</source>
        <translation>تطبيق …</translation>
    </message>
    <message>
        <source>Change a holiday</source>
        <translation>تعديل عطلة</translation>
    </message>
    <message>
        <source>Change a term</source>
        <translation>تعديل فصل دراسي</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>العطل</translation>
    </message>
    <message>
        <source>Import lessons …</source>
        <translation>استيراد الحصص …</translation>
    </message>
    <message>
        <source>Kept. The sessions follow once the timetable is applied.</source>
        <translation>تم الحفظ. تتبعه الحصص عند تطبيق الجدول.</translation>
    </message>
    <message>
        <source>Lessons take place within the terms. Where there is none, they always do.</source>
        <translation>تُقام الحصص ضمن الفصول الدراسية. وحيث لا فصل دراسي، تُقام دائمًا.</translation>
    </message>
    <message>
        <source>Make sessions of the lessons</source>
        <translation>جعل الدروس حصصًا</translation>
    </message>
    <message>
        <source>Sessions of a day</source>
        <translation>حصص يوم</translation>
    </message>
    <message>
        <source>Take the holiday {name} away?</source>
        <translation>إزالة العطلة {name}؟</translation>
    </message>
    <message>
        <source>Take the term {name} away?</source>
        <translation>إزالة الفصل الدراسي {name}؟</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>الفصول الدراسية</translation>
    </message>
    <message>
        <source>Terms and holidays</source>
        <translation>الفصول الدراسية والعطل</translation>
    </message>
    <message>
        <source>There is no holiday yet.</source>
        <translation>لا عطلة بعد.</translation>
    </message>
    <message>
        <source>There is no term yet.</source>
        <translation>لا فصل دراسي بعد.</translation>
    </message>
    <message>
        <source>These days overlap with another term.</source>
        <translation>تتداخل هذه الأيام مع فصل دراسي آخر.</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>الأسبوع</translation>
    </message>
</context>
<context>
    <name>TodayTab</name>
    <message>
        <source>Board for a second screen …</source>
        <translation>لوحة لشاشة ثانية …</translation>
    </message>
    <message>
        <source>Filter by group or name</source>
        <translation>تصفية بالمجموعة أو الاسم</translation>
    </message>
    <message>
        <source>Filter by group, name or number</source>
        <translation>تصفية بالمجموعة أو الاسم أو الرقم</translation>
    </message>
    <message>
        <source>Here: {here} of {total}</source>
        <translation>هنا: {here} من {total}</translation>
    </message>
    <message>
        <source>Marks to look at: {count}</source>
        <translation>تسجيلات للمعاينة: {count}</translation>
    </message>
    <message>
        <source>Missing now</source>
        <translation>الناقصون الآن</translation>
    </message>
    <message>
        <source>Missing now: {count}</source>
        <translation>الناقصون الآن: {count}</translation>
    </message>
    <message>
        <source>Names of the missing on the board</source>
        <translation>أسماء الناقصين على اللوحة</translation>
    </message>
    <message>
        <source>Nobody is missing now.</source>
        <translation>لا أحد ناقص الآن.</translation>
    </message>
    <message>
        <source>Open too long: {count}</source>
        <translation>مفتوح أطول من اللازم: {count}</translation>
    </message>
    <message>
        <source>Registers of today</source>
        <translation>سجلات اليوم</translation>
    </message>
    <message>
        <source>Registers: {count}</source>
        <translation>السجلات: {count}</translation>
    </message>
    <message>
        <source>Running now: {count}</source>
        <translation>جارية الآن: {count}</translation>
    </message>
    <message>
        <source>The board shows counts only.</source>
        <translation>تعرض اللوحة الأعداد فقط.</translation>
    </message>
    <message>
        <source>The board shows names while somebody is signed in. Everybody who passes can read them.</source>
        <translation>تعرض اللوحة الأسماء ما دام أحد مسجّلًا دخوله. يستطيع كل مارّ قراءتها.</translation>
    </message>
    <message>
        <source>There is no register today.</source>
        <translation>لا سجل اليوم.</translation>
    </message>
</context>
<context>
    <name>VisitorForm</name>
    <message>
        <source>A visitor needs a name.</source>
        <translation>يلزم اسم للزائر.</translation>
    </message>
    <message>
        <source>Add a visitor</source>
        <translation>إضافة زائر</translation>
    </message>
    <message>
        <source>Add and mark present</source>
        <translation>إضافة وتسجيل حاضر</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>They are on this one register only, have no face stored, and get a number of their own.</source>
        <translation>يكون في هذا السجل وحده، ولا يُخزَّن له وجه، ويحصل على رقم خاص.</translation>
    </message>
    <message>
        <source>Whom they visit, or why (optional)</source>
        <translation>من يزور، أو لماذا (اختياري)</translation>
    </message>
</context>
<context>
    <name>Volume</name>
    <message>
        <source>Plays the tone of a welcome</source>
        <translation>يشغّل نغمة الترحيب</translation>
    </message>
    <message>
        <source>This computer plays no sound</source>
        <translation>لا يُصدر هذا الحاسوب صوتًا</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>تجربة</translation>
    </message>
</context>
<context>
    <name>WeekPage</name>
    <message>
        <source>Add a group first: a lesson belongs to one.</source>
        <translation>تُضاف مجموعة أولًا: كل حصة تخص مجموعة.</translation>
    </message>
    <message>
        <source>Add a lesson …</source>
        <translation>إضافة حصة …</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>كل المجموعات</translation>
    </message>
    <message>
        <source>Change this group …</source>
        <translation>تعديل هذه المجموعة …</translation>
    </message>
    <message>
        <source>Filter lessons</source>
        <translation>تصفية الحصص</translation>
    </message>
    <message>
        <source>Groups: {groups} · lessons of the week: {lessons}</source>
        <translation>المجموعات: {groups} · حصص الأسبوع: {lessons}</translation>
    </message>
    <message>
        <source>Lessons of all groups</source>
        <translation>حصص كل المجموعات</translation>
    </message>
    <message>
        <source>No lesson yet: press a place in the week, or “Add a lesson”.</source>
        <translation>لا حصة بعد: يُضغط موضع في الأسبوع، أو «إضافة حصة».</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Take away {lesson}? Its sessions to come go once the timetable is applied; those with marks stay.</source>
        <translation>إزالة {lesson}؟ تذهب حصصها القادمة عند تطبيق الجدول؛ وتبقى ذات التسجيلات.</translation>
    </message>
    <message>
        <source>There is no group yet: add one, then its lessons.</source>
        <translation>لا مجموعة بعد: تُضاف واحدة ثم حصصها.</translation>
    </message>
    <message>
        <source>With lessons that are over</source>
        <translation>مع الحصص التي انتهت</translation>
    </message>
</context>
<context>
    <name>WeekView</name>
    <message>
        <source>Week</source>
        <translation>الأسبوع</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>This cannot be stopped half-way.</source>
        <translation>لا يمكن إيقاف هذا في منتصفه.</translation>
    </message>
    <message>
        <source>about {number} min left</source>
        <translation>بقي نحو {number} د</translation>
    </message>
    <message>
        <source>about {number} s left</source>
        <translation>بقي نحو {number} ث</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>A no recorded</source>
        <translation>تسجيل رفض</translation>
    </message>
    <message>
        <source>A no taken back</source>
        <translation>الرجوع عن رفض</translation>
    </message>
    <message>
        <source>A stored mark was found changed or lost</source>
        <translation>تبيّن تغيُّر تسجيل محفوظ أو فقدانه</translation>
    </message>
    <message>
        <source>A withdrawal that had been cut off was finished</source>
        <translation>إتمام سحب موافقة كان قد انقطع</translation>
    </message>
    <message>
        <source>Account added</source>
        <translation>إضافة حساب</translation>
    </message>
    <message>
        <source>Account removed</source>
        <translation>إزالة حساب</translation>
    </message>
    <message>
        <source>Account without a passphrase found</source>
        <translation>العثور على حساب بلا عبارة مرور</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>أُضيف</translation>
    </message>
    <message>
        <source>Administrator added</source>
        <translation>إضافة مسؤول نظام</translation>
    </message>
    <message>
        <source>Audit exported</source>
        <translation>تصدير سجل التدقيق</translation>
    </message>
    <message>
        <source>Backup checked</source>
        <translation>فحص نسخة احتياطية</translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>إنشاء نسخة احتياطية</translation>
    </message>
    <message>
        <source>By</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>البايتات</translation>
    </message>
    <message>
        <source>CSV for programs</source>
        <translation>ملف ⁨CSV⁩ للبرامج</translation>
    </message>
    <message>
        <source>Called off</source>
        <translation>أُلغيت</translation>
    </message>
    <message>
        <source>Card revoked</source>
        <translation>أُوقفت بطاقة</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>البطاقات</translation>
    </message>
    <message>
        <source>Cards made</source>
        <translation>صدرت بطاقات</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>تغيّر</translation>
    </message>
    <message>
        <source>Choices of a person looked at</source>
        <translation>الاطلاع على اختيارات شخص</translation>
    </message>
    <message>
        <source>Class added</source>
        <translation>إضافة صف</translation>
    </message>
    <message>
        <source>Class or group changed</source>
        <translation>عُدِّل صف أو مجموعة</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>Classes of an account changed</source>
        <translation>تغيير صفوف حساب</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
    </message>
    <message>
        <source>Columns of a file remembered</source>
        <translation>حُفظت أعمدة ملف</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>تسجيل موافقة</translation>
    </message>
    <message>
        <source>Consent text added</source>
        <translation>إضافة نص موافقة</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>سحب موافقة</translation>
    </message>
    <message>
        <source>Consent withdrawn at the door</source>
        <translation>سحب موافقة عند الباب</translation>
    </message>
    <message>
        <source>Correction made once more</source>
        <translation>أُعيد تصحيح مرة أخرى</translation>
    </message>
    <message>
        <source>Correction taken back</source>
        <translation>التراجع عن تصحيح</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>Device key made anew</source>
        <translation>إنشاء مفتاح الجهاز من جديد</translation>
    </message>
    <message>
        <source>Face enrolled</source>
        <translation>تسجيل وجه</translation>
    </message>
    <message>
        <source>Face enrolled as a twin’s</source>
        <translation>تسجيل وجه كتوأم</translation>
    </message>
    <message>
        <source>Face not enrolled: known under another name</source>
        <translation>لم يُسجَّل الوجه: معروف باسم آخر</translation>
    </message>
    <message>
        <source>Face templates went by themselves</source>
        <translation>محو قوالب وجه تلقائيًا</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>اليوم الأول</translation>
    </message>
    <message>
        <source>Follow-up list brought up to date</source>
        <translation>حُدِّثت قائمة المتابعة</translation>
    </message>
    <message>
        <source>Follow-up worked on</source>
        <translation>عمل على المتابعة</translation>
    </message>
    <message>
        <source>For</source>
        <translation>الغرض</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>الصيغة</translation>
    </message>
    <message>
        <source>Greeting at the door changed</source>
        <translation>تغيير التحية عند الباب</translation>
    </message>
    <message>
        <source>Holidays entered</source>
        <translation>أُدخلت العطل</translation>
    </message>
    <message>
        <source>Keys renewed</source>
        <translation>تجديد المفاتيح</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>اليوم الأخير</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>Legal ground entered</source>
        <translation>إدخال أساس قانوني</translation>
    </message>
    <message>
        <source>Lesson added to the timetable</source>
        <translation>أُضيفت حصة إلى الجدول</translation>
    </message>
    <message>
        <source>Lesson of the timetable changed</source>
        <translation>عُدِّلت حصة في الجدول</translation>
    </message>
    <message>
        <source>Lesson taken from the timetable</source>
        <translation>أُزيلت حصة من الجدول</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>الحصص</translation>
    </message>
    <message>
        <source>Lessons planned</source>
        <translation>جدولة حصص</translation>
    </message>
    <message>
        <source>Letters of a code changed</source>
        <translation>تغيّرت حروف رمز</translation>
    </message>
    <message>
        <source>Letters written to a file</source>
        <translation>كُتبت رسائل إلى ملف</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>الأسطر</translation>
    </message>
    <message>
        <source>Lines of the audit</source>
        <translation>أسطر سجل التدقيق</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>ملفات التشغيل</translation>
    </message>
    <message>
        <source>Mark corrected</source>
        <translation>تصحيح تسجيل</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>التسجيلات</translation>
    </message>
    <message>
        <source>Marks by code or card looked at</source>
        <translation>عُوينت تسجيلات بالرمز أو البطاقة</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>الأسماء</translation>
    </message>
    <message>
        <source>Names on the second screen chosen</source>
        <translation>اختيرت الأسماء على الشاشة الثانية</translation>
    </message>
    <message>
        <source>New groups</source>
        <translation>مجموعات جديدة</translation>
    </message>
    <message>
        <source>Newest entries found to be gone</source>
        <translation>تبيّن غياب أحدث الأسطر</translation>
    </message>
    <message>
        <source>PIN for the desk asked for that does not hold</source>
        <translation>طلب رقم قفل للمكتب لم يعد ساريًا</translation>
    </message>
    <message>
        <source>PIN for the desk chosen</source>
        <translation>اختيار رقم قفل للمكتب</translation>
    </message>
    <message>
        <source>PIN for the desk wrong too often</source>
        <translation>رقم قفل المكتب خاطئ مرات كثيرة</translation>
    </message>
    <message>
        <source>PIN set</source>
        <translation>تعيين رقم سري</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>تغيير عبارة مرور</translation>
    </message>
    <message>
        <source>Passphrase could not be changed</source>
        <translation>تعذّر تغيير عبارة المرور</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>People erased again</source>
        <translation>أشخاص مُحوا من جديد</translation>
    </message>
    <message>
        <source>People imported from a file</source>
        <translation>استُورد أشخاص من ملف</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>إضافة شخص</translation>
    </message>
    <message>
        <source>Person changed</source>
        <translation>عُدِّلت بيانات شخص</translation>
    </message>
    <message>
        <source>Person erased</source>
        <translation>محو شخص</translation>
    </message>
    <message>
        <source>Person is here again</source>
        <translation>عودة شخص</translation>
    </message>
    <message>
        <source>Person left</source>
        <translation>مغادرة شخص</translation>
    </message>
    <message>
        <source>Person looked at</source>
        <translation>الاطلاع على صفحة شخص</translation>
    </message>
    <message>
        <source>Place of the device key changed</source>
        <translation>تغيير مكان مفتاح الجهاز</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>المشكلة</translation>
    </message>
    <message>
        <source>Recovery code renewed</source>
        <translation>تجديد رمز الاستعادة</translation>
    </message>
    <message>
        <source>Register closed</source>
        <translation>إغلاق سجل</translation>
    </message>
    <message>
        <source>Register opened again</source>
        <translation>إعادة فتح سجل</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>أُزيل</translation>
    </message>
    <message>
        <source>Renewing the keys taken back</source>
        <translation>الرجوع عن تجديد المفاتيح</translation>
    </message>
    <message>
        <source>Restored from a backup</source>
        <translation>استعادة من نسخة احتياطية</translation>
    </message>
    <message>
        <source>Restoring a backup tried out</source>
        <translation>تجربة استعادة نسخة احتياطية</translation>
    </message>
    <message>
        <source>Retention changed</source>
        <translation>تغيير مدة حفظ</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>Role of an account changed</source>
        <translation>تغيير دور حساب</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>القواعد</translation>
    </message>
    <message>
        <source>Rules for follow-up changed</source>
        <translation>تغيّرت قواعد المتابعة</translation>
    </message>
    <message>
        <source>Sample school filled with invented people</source>
        <translation>مُلئت مدرسة نموذجية بأشخاص مختلَقين</translation>
    </message>
    <message>
        <source>School set up</source>
        <translation>إعداد المدرسة</translation>
    </message>
    <message>
        <source>Session added</source>
        <translation>إضافة حصة</translation>
    </message>
    <message>
        <source>Session cancelled</source>
        <translation>أُلغيت حصة</translation>
    </message>
    <message>
        <source>Session no longer cancelled</source>
        <translation>لم تعد حصة ملغاة</translation>
    </message>
    <message>
        <source>Sessions made from the timetable</source>
        <translation>صُنعت حصص من الجدول</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>تغيير إعدادات</translation>
    </message>
    <message>
        <source>Sheet exported</source>
        <translation>تصدير كشف</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>تسجيل دخول</translation>
    </message>
    <message>
        <source>Single sessions</source>
        <translation>حصص مفردة</translation>
    </message>
    <message>
        <source>Somebody’s own data taken out</source>
        <translation>استخراج بيانات شخص</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>مفعَّلة</translation>
    </message>
    <message>
        <source>Symbol chosen</source>
        <translation>اختيار شارة</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>ما رُجع عنه</translation>
    </message>
    <message>
        <source>Terms entered</source>
        <translation>أُدخلت الفصول الدراسية</translation>
    </message>
    <message>
        <source>Timetable imported from a file</source>
        <translation>استُورد جدول من ملف</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>النسخة</translation>
    </message>
    <message>
        <source>Visitor added to a register</source>
        <translation>أُضيف زائر إلى سجل</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>الأسابيع</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>What is due was shown</source>
        <translation>عرض المستحق</translation>
    </message>
    <message>
        <source>What was due taken away</source>
        <translation>حذف المستحق</translation>
    </message>
    <message>
        <source>Words of a letter changed</source>
        <translation>تغيّرت كلمات رسالة</translation>
    </message>
    <message>
        <source>Words of a letter taken away</source>
        <translation>أُزيلت كلمات رسالة</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>مسؤول النظام</translation>
    </message>
    <message>
        <source>as a trial</source>
        <translation>تجريبيًا</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>contacted</source>
        <translation>تم التواصل</translation>
    </message>
    <message>
        <source>for real</source>
        <translation>للاستخدام الفعلي</translation>
    </message>
    <message>
        <source>kept under their name</source>
        <translation>محفوظة بالاسم</translation>
    </message>
    <message>
        <source>made anonymous</source>
        <translation>مجهولة الصاحب</translation>
    </message>
    <message>
        <source>new</source>
        <translation>جديدة</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>طُبع</translation>
    </message>
    <message>
        <source>recovery code</source>
        <translation>رمز الاستعادة</translation>
    </message>
    <message>
        <source>teacher</source>
        <translation>المعلّم</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>{old} → {new}</source>
        <translation>{old} ← {new}</translation>
    </message>
    <message>
        <source>{what}: {value}</source>
        <translation>{what}: {value}</translation>
    </message>
</context>
<context>
    <name>bridge</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>حدث خطأ داخل البرنامج.</translation>
    </message>
    <message>
        <source>Try again; if it happens twice, tell your administrator.</source>
        <translation>يُرجى المحاولة مجددًا، وإذا تكرر ذلك يُرجى إخبار مسؤول النظام.</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>Cards</source>
        <translation>البطاقات</translation>
    </message>
    <message>
        <source>Cut along the marks. Whoever holds a card can use it: hand each to its owner.</source>
        <translation>تُقصّ عند العلامات. من يحمل بطاقة يستطيع استخدامها: تُسلَّم كل بطاقة إلى صاحبها.</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>الرقم {number}</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>صفحة {page} من {pages}</translation>
    </message>
</context>
<context>
    <name>codes</name>
    <message>
        <source>Plain: P, L, A, E</source>
        <translation>بسيطة: P، L، A، E</translation>
    </message>
    <message>
        <source>This program: one code a state</source>
        <translation>هذا البرنامج: رمز واحد لكل حالة</translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>Absent</source>
        <translation>غائب</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>Close the register? Everybody is marked, so nothing else changes.</source>
        <translation>إغلاق السجل؟ الجميع مسجَّلون، فلا يتغيّر شيء آخر.</translation>
    </message>
    <message>
        <source>Close the register? Not yet marked, and absent from then on: {count}</source>
        <translation>إغلاق السجل؟ غير مسجَّلين بعد، وغائبون من ذلك الحين: {count}</translation>
    </message>
    <message>
        <source>Close the register? Not yet marked, and excused from then on: {count}</source>
        <translation>إغلاق السجل؟ غير مسجَّلين بعد، وغائبون بعذر من ذلك الحين: {count}</translation>
    </message>
    <message>
        <source>Close the register? Not yet marked, and left so: {count}</source>
        <translation>إغلاق السجل؟ غير مسجَّلين بعد، ويبقون كذلك: {count}</translation>
    </message>
    <message>
        <source>Close the register? Not yet marked, and not required from then on: {count}</source>
        <translation>إغلاق السجل؟ غير مسجَّلين بعد، وغير مطالَبين من ذلك الحين: {count}</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>غائب بعذر</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>الوجه</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>غادر مبكرًا</translation>
    </message>
    <message>
        <source>Not required</source>
        <translation>غير مطالَب</translation>
    </message>
    <message>
        <source>Not yet marked</source>
        <translation>لم يُسجَّل بعد</translation>
    </message>
    <message>
        <source>Number and PIN</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>حاضر</translation>
    </message>
    <message>
        <source>Register closed</source>
        <translation>إغلاق السجل</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>المعلّم</translation>
    </message>
    <message>
        <source>{class_name} · {times}</source>
        <translation>حصة {class_name} · {times}</translation>
    </message>
    <message>
        <source>{class_name} · {times} · called off</source>
        <translation>{class_name} · {times} · أُلغيت</translation>
    </message>
    <message>
        <source>{class_name} · {times} · closed</source>
        <translation>حصة {class_name} · {times} · مغلقة</translation>
    </message>
</context>
<context>
    <name>enrol</name>
    <message>
        <source>A code or a card does the same. You may choose it now or later, and nobody is the worse for it.</source>
        <translation>الرمز أو البطاقة يؤديان الغرض نفسه. يمكن اختيارهما الآن أو لاحقًا، ولا يخسر أحد بذلك شيئًا.</translation>
    </message>
    <message>
        <source>A code or a card works as well</source>
        <translation>الرمز أو البطاقة يصلحان أيضًا</translation>
    </message>
    <message>
        <source>A little closer.</source>
        <translation>الاقتراب قليلًا.</translation>
    </message>
    <message>
        <source>A little farther away.</source>
        <translation>الابتعاد قليلًا.</translation>
    </message>
    <message>
        <source>Before the camera looks at you</source>
        <translation>قبل أن تنظر الكاميرا إليك</translation>
    </message>
    <message>
        <source>Choose a symbol. It shows beside your tick, so that you see it was you.</source>
        <translation>يُرجى اختيار شارة. تظهر بجانب علامة الحضور، فيُعرف أن التسجيل لك.</translation>
    </message>
    <message>
        <source>Do you sometimes wear glasses?</source>
        <translation>هل تستخدم نظارة أحيانًا؟</translation>
    </message>
    <message>
        <source>Five short looks; a petal fills for each. No picture is kept.</source>
        <translation>خمس نظرات قصيرة، وتمتلئ بتلة مع كل نظرة. لا تُحفظ أي صورة.</translation>
    </message>
    <message>
        <source>For days when the camera does not recognise you, or when you would rather not.</source>
        <translation>للأيام التي لا تتعرّف فيها الكاميرا عليك، أو حين لا ترغب في ذلك.</translation>
    </message>
    <message>
        <source>For how long: until {day} at the latest, or until a no. After you leave, {days} days at most.</source>
        <translation>إلى متى: حتى {day} على الأكثر، أو حتى الرفض. وبعد المغادرة {days} يومًا على الأكثر.</translation>
    </message>
    <message>
        <source>Hold still for a moment.</source>
        <translation>يُرجى الثبات لحظة.</translation>
    </message>
    <message>
        <source>I am ready</source>
        <translation>يمكن البدء</translation>
    </message>
    <message>
        <source>Just look at the camera, that is enough.</source>
        <translation>يكفي النظر إلى الكاميرا.</translation>
    </message>
    <message>
        <source>Lift your chin a little.</source>
        <translation>رفع الذقن قليلًا.</translation>
    </message>
    <message>
        <source>Look at the camera once more, as at the beginning.</source>
        <translation>النظر إلى الكاميرا مرة أخرى، كما في البداية.</translation>
    </message>
    <message>
        <source>Look at the camera.</source>
        <translation>النظر إلى الكاميرا.</translation>
    </message>
    <message>
        <source>Look straight at the camera.</source>
        <translation>النظر إلى الكاميرا مباشرة.</translation>
    </message>
    <message>
        <source>More light on your face, please.</source>
        <translation>يُرجى مزيد من الضوء على الوجه.</translation>
    </message>
    <message>
        <source>Move into the middle.</source>
        <translation>التحرك إلى الوسط.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Not quite so far.</source>
        <translation>أقل من ذلك قليلًا.</translation>
    </message>
    <message>
        <source>Nothing was kept. You can try again, or use a code or a card: it does the same.</source>
        <translation>لم يُحفظ شيء. يمكن إعادة المحاولة، أو استخدام رمز أو بطاقة: كلها تؤدي الغرض نفسه.</translation>
    </message>
    <message>
        <source>Now with your glasses the other way, on or off. Then look at the camera.</source>
        <translation>الآن بعكس وضع النظارة، بها أو بدونها. ثم النظر إلى الكاميرا.</translation>
    </message>
    <message>
        <source>On what ground: you agreed on {day}.</source>
        <translation>على أي أساس: موافقتك في {day}.</translation>
    </message>
    <message>
        <source>On what ground: {name} agreed for you on {day}.</source>
        <translation>على أي أساس: موافقة {name} عنك في {day}.</translation>
    </message>
    <message>
        <source>On what ground: {reference}. Nobody had to be asked.</source>
        <translation>على أي أساس: {reference}. ولم يلزم سؤال أحد.</translation>
    </message>
    <message>
        <source>One look did not fit the others. It is taken once more.</source>
        <translation>لم توافق إحدى النظرات غيرها، فتُعاد مرة أخرى.</translation>
    </message>
    <message>
        <source>One person at a time, please.</source>
        <translation>شخص واحد في كل مرة من فضلكم.</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>تخطٍّ</translation>
    </message>
    <message>
        <source>Somebody in your group has one of these:</source>
        <translation>لدى أحد في مجموعتك إحدى هذه الشارات:</translation>
    </message>
    <message>
        <source>Stand in front of the camera.</source>
        <translation>الوقوف أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Steps done: {done} of {needed}</source>
        <translation>الخطوات المنجزة: {done} من {needed}</translation>
    </message>
    <message>
        <source>Thank you, the camera knows you now</source>
        <translation>شكرًا، صارت الكاميرا تعرفك</translation>
    </message>
    <message>
        <source>Thank you.</source>
        <translation>شكرًا.</translation>
    </message>
    <message>
        <source>That did not work just now</source>
        <translation>لم ينجح ذلك هذه المرة</translation>
    </message>
    <message>
        <source>That is fine as it is.</source>
        <translation>هذا مناسب كما هو.</translation>
    </message>
    <message>
        <source>The camera cannot see your whole face.</source>
        <translation>لا ترى الكاميرا الوجه كله.</translation>
    </message>
    <message>
        <source>The light is behind you. Turn away from the window a little.</source>
        <translation>الضوء من الخلف. يُرجى الابتعاد قليلًا عن اتجاه النافذة.</translation>
    </message>
    <message>
        <source>Then one of the five looks is with them and the others without, or the reverse.</source>
        <translation>عندها تكون إحدى النظرات الخمس بها والأخرى بدونها، أو العكس.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Turn your head a little to your left.</source>
        <translation>إدارة الرأس قليلًا إلى يسارك.</translation>
    </message>
    <message>
        <source>Turn your head a little to your right.</source>
        <translation>إدارة الرأس قليلًا إلى يمينك.</translation>
    </message>
    <message>
        <source>Use a code or card instead</source>
        <translation>استخدام رمز أو بطاقة بدلًا من ذلك</translation>
    </message>
    <message>
        <source>What for: to be marked by looking at the camera as you come in.</source>
        <translation>لماذا: ليُسجَّل حضورك بالنظر إلى الكاميرا عند الدخول.</translation>
    </message>
    <message>
        <source>What is kept: numbers made from your face, locked, on this computer only. No picture is kept, shown or sent.</source>
        <translation>ما الذي يُحفظ: أرقام مستخرجة من وجهك، مقفلة، على هذا الحاسوب فقط. لا تُحفظ صورة ولا تُعرض ولا تُرسل.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>You need not take anything off. A code or a card does the same.</source>
        <translation>لا حاجة إلى نزع أي شيء. الرمز أو البطاقة يؤديان الغرض نفسه.</translation>
    </message>
    <message>
        <source>{school} asks you, {name}.</source>
        <translation>تسألك {school} يا {name}.</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A PDF is made with PySide6, which is not installed here.</source>
        <translation>يُنشأ ملف PDF بواسطة ⁨PySide6⁩، وهي غير مثبّتة هنا.</translation>
    </message>
    <message>
        <source>A PIN for the desk has six digits.</source>
        <translation>رقم قفل المكتب يتكوّن من ستة أرقام.</translation>
    </message>
    <message>
        <source>A PIN for the desk is chosen in the first ten minutes after a sign-in.</source>
        <translation>يُختار رقم قفل المكتب في الدقائق العشر الأولى بعد تسجيل الدخول.</translation>
    </message>
    <message>
        <source>A PIN has 4 to 8 digits.</source>
        <translation>الرقم السري من ٤ إلى ٨ أرقام.</translation>
    </message>
    <message>
        <source>A PIN is needed, and there is no terminal to ask at.</source>
        <translation>الرقم السري مطلوب، ولا توجد نافذة أوامر لطلبه.</translation>
    </message>
    <message>
        <source>A basis other than consent needs the law, decision or document it stands on.</source>
        <translation>الأساس القانوني غير الموافقة يحتاج إلى ذكر القانون أو القرار أو المستند الذي يقوم عليه.</translation>
    </message>
    <message>
        <source>A code is written with one to eight letters or digits, and each only once in its set.</source>
        <translation>يُكتب الرمز بحرف أو رقم واحد إلى ثمانية، وكل منها مرة واحدة في مجموعته.</translation>
    </message>
    <message>
        <source>A correction is still possible and keeps the old value.</source>
        <translation>لا يزال التصحيح ممكنًا، وتُحفظ معه القيمة السابقة.</translation>
    </message>
    <message>
        <source>A curve is drawn with PySide6, which is not installed here.</source>
        <translation>يُرسم المنحنى باستخدام PySide6، وهو غير مثبّت هنا.</translation>
    </message>
    <message>
        <source>A file of this format holds at most {detail} lines.</source>
        <translation>يتسع ملف من هذا النوع لعدد من الأسطر لا يزيد على {detail}.</translation>
    </message>
    <message>
        <source>A passphrase is needed, and there is no terminal to ask at.</source>
        <translation>عبارة المرور مطلوبة، ولا توجد نافذة أوامر لطلبها.</translation>
    </message>
    <message>
        <source>A rule&apos;s numbers do not fit: {detail}.</source>
        <translation>أعداد القاعدة لا تصح: {detail}.</translation>
    </message>
    <message>
        <source>A sample school is made in a new trial only.</source>
        <translation>لا تُصنع مدرسة نموذجية إلا في تجربة جديدة.</translation>
    </message>
    <message>
        <source>Add it first: kiosk class add NAME.</source>
        <translation>يُرجى إضافته أولًا: ⁨kiosk class add NAME⁩.</translation>
    </message>
    <message>
        <source>Add people, or pictures of the same people, and start again.</source>
        <translation>يُرجى إضافة أشخاص، أو صور للأشخاص أنفسهم، ثم البدء من جديد.</translation>
    </message>
    <message>
        <source>Addresses on a network are never opened; name something on this machine.</source>
        <translation>لا تُفتح عناوين الشبكة أبدًا؛ يُرجى تحديد شيء على هذا الجهاز.</translation>
    </message>
    <message>
        <source>An administrator can give it back with a passphrase or the recovery code: kiosk recover.</source>
        <translation>يستطيع مسؤول النظام استعادته بعبارة المرور أو رمز الاستعادة: ⁨kiosk recover⁩.</translation>
    </message>
    <message>
        <source>An administrator should free some space, then it works again. At the door, tell your teacher meanwhile.</source>
        <translation>يُرجى أن يُخلي مسؤول النظام بعض المساحة، ثم يعود العمل. وعند الباب يُرجى إخبار المعلّم في هذه الأثناء.</translation>
    </message>
    <message>
        <source>Another kiosk is using {where}.</source>
        <translation>تستخدم نقطةُ تسجيل أخرى {where}.</translation>
    </message>
    <message>
        <source>Ask an administrator of this school to sign in.</source>
        <translation>يُرجى أن يسجّل الدخول أحد مسؤولي النظام في هذه المدرسة.</translation>
    </message>
    <message>
        <source>Ask an administrator, or take the recovery code.</source>
        <translation>يُرجى سؤال مسؤول النظام، أو استخدام رمز الاستعادة.</translation>
    </message>
    <message>
        <source>Attach a real camera; virtual ones work in trials only.</source>
        <translation>يُرجى توصيل كاميرا حقيقية؛ الكاميرات الافتراضية تعمل في التجارب فقط.</translation>
    </message>
    <message>
        <source>Bring the file on a medium and name it: kiosk models install {detail} --file FILE.</source>
        <translation>يُرجى إحضار الملف على وسيط تخزين وذكره: ⁨kiosk models install {detail} --file FILE⁩.</translation>
    </message>
    <message>
        <source>Check that it is switched on, or write a PDF and print that.</source>
        <translation>يُرجى التحقق من تشغيلها، أو كتابة ملف ⁨PDF⁩ وطباعته.</translation>
    </message>
    <message>
        <source>Check that it is the right file; nothing was changed.</source>
        <translation>يُرجى التحقق من أنه الملف الصحيح؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Check that the file is a video or the folder holds JPEG or PNG pictures.</source>
        <translation>يُرجى التأكد من أن الملف مقطع مصوّر، أو أن المجلد يحتوي على صور JPEG أو PNG.</translation>
    </message>
    <message>
        <source>Check that the folder exists, can be written and has space, and that the file is not open.</source>
        <translation>يُرجى التأكد من أن المجلد موجود وقابل للكتابة وفيه مساحة، ومن أن الملف غير مفتوح.</translation>
    </message>
    <message>
        <source>Check that the folder exists, can be written and has space.</source>
        <translation>يُرجى التأكد من أن المجلد موجود وقابل للكتابة وفيه مساحة.</translation>
    </message>
    <message>
        <source>Check that the folder is there and can be written; the older backups are untouched.</source>
        <translation>يُرجى التحقق من وجود المجلد ومن إمكانية الكتابة فيه؛ النسخ الأقدم لم تُمسّ.</translation>
    </message>
    <message>
        <source>Check that the folder models/built can be written and that the disk has space.</source>
        <translation>يُرجى التأكد من أن المجلد ⁨models/built⁩ قابل للكتابة وأن في القرص مساحة.</translation>
    </message>
    <message>
        <source>Check the name and the permissions.</source>
        <translation>يُرجى التأكد من الاسم والأذونات.</translation>
    </message>
    <message>
        <source>Check the name; a camera is written camera:0 or camera:/dev/v4l/by-id/NAME.</source>
        <translation>يُرجى التأكد من الاسم؛ تُكتب الكاميرا هكذا: ⁨camera:0⁩ أو ⁨camera:/dev/v4l/by-id/NAME⁩.</translation>
    </message>
    <message>
        <source>Check the number in the list of people; kiosk person list shows it.</source>
        <translation>يُرجى التأكد من الرقم في قائمة الأشخاص؛ والأمر ⁨kiosk person list⁩ يعرضها.</translation>
    </message>
    <message>
        <source>Choose a number of days among these: {detail}.</source>
        <translation>يُرجى اختيار عدد أيام من بين هذه: {detail}.</translation>
    </message>
    <message>
        <source>Choose another folder with --data-dir.</source>
        <translation>يُرجى اختيار مجلد آخر بالخيار ⁨--data-dir⁩.</translation>
    </message>
    <message>
        <source>Choose another name or change that one.</source>
        <translation>يُرجى اختيار اسم آخر أو تعديل تلك.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>يُرجى اختيار اسم آخر.</translation>
    </message>
    <message>
        <source>Choose digits that are not all the same and not in a row.</source>
        <translation>يُرجى اختيار أرقام ليست كلها متشابهة ولا متتالية.</translation>
    </message>
    <message>
        <source>Choose fewer days, one group or another format; nothing was written.</source>
        <translation>يُرجى اختيار أيام أقل أو مجموعة واحدة أو صيغة أخرى؛ لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>Choose one from the list of the group&apos;s codes.</source>
        <translation>يُرجى اختيار واحد من قائمة رموز المجموعة.</translation>
    </message>
    <message>
        <source>Choose one of these: {detail}.</source>
        <translation>يُرجى اختيار واحد مما يلي: {detail}.</translation>
    </message>
    <message>
        <source>Choose one of these; nothing was written.</source>
        <translation>يُرجى اختيار واحدة منها؛ لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>Choose other letters; nothing was changed.</source>
        <translation>يُرجى اختيار حروف أخرى؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Close it first; one program at a time may use the data.</source>
        <translation>يُرجى إغلاقها أولًا؛ لا يستخدم البيانات إلا برنامج واحد في كل مرة.</translation>
    </message>
    <message>
        <source>Close that program; the camera is then picked up by itself. Codes work meanwhile.</source>
        <translation>يُرجى إغلاق ذلك البرنامج؛ بعدها تُستخدم الكاميرا تلقائيًا. والرمز متاح في هذه الأثناء.</translation>
    </message>
    <message>
        <source>Compare it with the paper: seven groups of four; capitals and dashes do not matter.</source>
        <translation>يُرجى مقارنته بالورقة: سبع مجموعات من أربعة رموز؛ لا أهمية للأحرف الكبيرة ولا للشرطات.</translation>
    </message>
    <message>
        <source>Connect its disk again, then start the kiosk again.</source>
        <translation>يُرجى توصيل القرص من جديد، ثم تشغيل نقطة التسجيل مرة أخرى.</translation>
    </message>
    <message>
        <source>Correct it there, or remove that line: what is not set has its default.</source>
        <translation>صحّحها هناك، أو احذف ذلك السطر: ما لم يُضبط يأخذ قيمته الأصلية.</translation>
    </message>
    <message>
        <source>Correct it, or use CSV, XLSX, OneRoster or, for a timetable, iCalendar; nothing was changed.</source>
        <translation>يُرجى تصحيحه أو استعمال ⁨CSV⁩ أو ⁨XLSX⁩ أو ⁨OneRoster ZIP⁩، وللجدول ⁨iCalendar⁩؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Correct the file and open it again; nothing was changed.</source>
        <translation>يُرجى تصحيح الملف وفتحه من جديد؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Correct the first or the last day; nothing was changed.</source>
        <translation>يُرجى تصحيح اليوم الأول أو الأخير؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Correct the list, or name the folder that it belongs to.</source>
        <translation>يُرجى تصحيح القائمة، أو ذكر المجلد الذي تخصّه.</translation>
    </message>
    <message>
        <source>Correct them; nothing was changed.</source>
        <translation>يُرجى تصحيحها؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Do not delete it; restore the latest backup beside it and ask your administrator.</source>
        <translation>يُرجى عدم حذفه، واستعادة أحدث نسخة احتياطية بجانبه وسؤال مسؤول النظام.</translation>
    </message>
    <message>
        <source>Do not trust where it came from; nothing was changed.</source>
        <translation>يُرجى عدم الوثوق بمصدره؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Enrol people first.</source>
        <translation>يُرجى تسجيل وجوه الأشخاص أولًا.</translation>
    </message>
    <message>
        <source>Enrol the people again, or go back to the model before.</source>
        <translation>يُرجى تسجيل وجوه الأشخاص من جديد، أو العودة إلى النموذج السابق.</translation>
    </message>
    <message>
        <source>Fewer than two people are enrolled by face, so there is nothing to compare.</source>
        <translation>أقل من شخصين وجوههم مسجَّلة، فلا شيء للمقارنة.</translation>
    </message>
    <message>
        <source>Free some space or choose another folder; the older backups are untouched.</source>
        <translation>يُرجى إخلاء بعض المساحة أو اختيار مجلد آخر؛ النسخ الأقدم لم تُمسّ.</translation>
    </message>
    <message>
        <source>Give each person their own number.</source>
        <translation>يُرجى تخصيص رقم مدرسي لكل شخص.</translation>
    </message>
    <message>
        <source>Give it on the command line.</source>
        <translation>يُرجى كتابته في سطر الأوامر.</translation>
    </message>
    <message>
        <source>Give this account the right to, or choose another folder with --data-dir.</source>
        <translation>يُرجى منح هذا الحساب الصلاحية، أو اختيار مجلد آخر بالخيار ⁨--data-dir⁩.</translation>
    </message>
    <message>
        <source>Install it: kiosk models install {where}. Or go back to the default: kiosk models use default.</source>
        <translation>يُرجى تثبيته: ⁨kiosk models install {where}⁩. أو العودة إلى النموذج الافتراضي: ⁨kiosk models use default⁩.</translation>
    </message>
    <message>
        <source>Install that version or a later one; nothing was changed.</source>
        <translation>يُرجى تثبيت ذلك الإصدار أو إصدار أحدث؛ لم يتغير شيء.</translation>
    </message>
    <message>
        <source>It has to end after it starts.</source>
        <translation>يجب أن تكون النهاية بعد البداية.</translation>
    </message>
    <message>
        <source>It is being restarted; if this stays, unplug it and plug it in again.</source>
        <translation>يُعاد تشغيلها الآن؛ إذا استمر ذلك، يُرجى فصلها ثم توصيلها من جديد.</translation>
    </message>
    <message>
        <source>It took too long, so nothing was stored.</source>
        <translation>استغرق ذلك وقتًا طويلًا، ولذلك لم يُحفظ شيء.</translation>
    </message>
    <message>
        <source>Keep a copy of the data and ask who had access to this computer.</source>
        <translation>يُرجى حفظ نسخة من البيانات والسؤال عمّن كان بإمكانه الوصول إلى هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Leave --plot out, or run the set-up: python3 run.py setup.</source>
        <translation>يُرجى حذف ⁨--plot⁩، أو تشغيل الإعداد: ⁨python3 run.py setup⁩.</translation>
    </message>
    <message>
        <source>Let it end in .png.</source>
        <translation>يُرجى أن ينتهي الاسم بـ ⁨.png⁩.</translation>
    </message>
    <message>
        <source>Load the list again.</source>
        <translation>يُرجى تحميل القائمة من جديد.</translation>
    </message>
    <message>
        <source>Load the timetable again.</source>
        <translation>يُرجى تحميل الجدول من جديد.</translation>
    </message>
    <message>
        <source>Look at another day, or open one with: kiosk session open --class NAME.</source>
        <translation>يُرجى اختيار يوم آخر، أو فتح سجل بالأمر: ⁨kiosk session open --class NAME⁩.</translation>
    </message>
    <message>
        <source>Look at the list: kiosk keys list.</source>
        <translation>يُرجى النظر في القائمة: ⁨kiosk keys list⁩.</translation>
    </message>
    <message>
        <source>Make somebody else an administrator first.</source>
        <translation>يُرجى أولًا منح شخص آخر صلاحية مسؤول النظام.</translation>
    </message>
    <message>
        <source>Measure it on your own pictures: kiosk evaluate limits --images FOLDER --model {where} --write.</source>
        <translation>يُرجى قياسه على صور لديكم: ⁨kiosk evaluate limits --images FOLDER --model {where} --write⁩.</translation>
    </message>
    <message>
        <source>Name a file that ends in .json, or run the set-up: python3 run.py setup.</source>
        <translation>يُرجى تسمية ملف ينتهي بـ ⁨.json⁩، أو تشغيل الإعداد: ⁨python3 run.py setup⁩.</translation>
    </message>
    <message>
        <source>Name a folder that does not exist yet with --data-dir; nothing was changed.</source>
        <translation>يُرجى ذكر مجلد غير موجود بعد مع ⁨--data-dir⁩؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>No camera is connected.</source>
        <translation>لا توجد كاميرا متصلة.</translation>
    </message>
    <message>
        <source>No face from {where} is good enough: {detail}.</source>
        <translation>لا وجه واضح بما يكفي من {where}: {detail}.</translation>
    </message>
    <message>
        <source>Nobody has measured how near two faces have to be for the model {where}, so it marks nobody.</source>
        <translation>لم يقس أحد مدى التقارب اللازم بين وجهين للنموذج {where}، ولذلك لا يسجّل حضور أحد.</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>لم يسجّل أحد الدخول.</translation>
    </message>
    <message>
        <source>Nobody who may sign in has the number {where}.</source>
        <translation>لا أحد ممن يحق لهم تسجيل الدخول رقمه {where}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Open the file again to start anew.</source>
        <translation>لم يتغيّر شيء. يُرجى فتح الملف من جديد للبدء مرة أخرى.</translation>
    </message>
    <message>
        <source>Nothing was saved: the disk is full or cannot be written.</source>
        <translation>لم يُحفظ شيء: القرص ممتلئ أو لا يمكن الكتابة عليه.</translation>
    </message>
    <message>
        <source>Nothing was written. Start it again when you need it.</source>
        <translation>لم يُكتب شيء. يمكن البدء من جديد عند الحاجة.</translation>
    </message>
    <message>
        <source>Number and PIN do not belong together.</source>
        <translation>الرقم المدرسي والرقم السري غير متوافقين.</translation>
    </message>
    <message>
        <source>One face under two numbers: {where}.</source>
        <translation>وجه واحد تحت رقمين: {where}.</translation>
    </message>
    <message>
        <source>One person needs one entry; twins are told apart by PIN, so say that they are twins.</source>
        <translation>لكل شخص مدخل واحد؛ أما التوأمان فيُميَّز بينهما بالرقم السري، فيُرجى الإفادة بأنهما توأمان.</translation>
    </message>
    <message>
        <source>Only an administrator may do that.</source>
        <translation>هذا الإجراء من صلاحيات مسؤول النظام وحده.</translation>
    </message>
    <message>
        <source>Open the file again and look at the new preview; nothing was changed.</source>
        <translation>يُرجى فتح الملف من جديد والنظر في المعاينة الجديدة؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Plug one in and start the command again; kiosk doctor lists those that are connected.</source>
        <translation>يُرجى توصيل كاميرا ثم تشغيل الأمر من جديد؛ والأمر ⁨kiosk doctor⁩ يعرض الكاميرات الموصولة.</translation>
    </message>
    <message>
        <source>Plug one in; it is picked up by itself. Sign in with number and PIN meanwhile.</source>
        <translation>يُرجى توصيل كاميرا، وسيُتعرَّف عليها تلقائيًا. وحتى ذلك الحين يمكن تسجيل الحضور بالرقم المدرسي والرقم السري.</translation>
    </message>
    <message>
        <source>Put back the manifest that came with this version.</source>
        <translation>يُرجى إعادة قائمة النماذج التي جاءت مع هذا الإصدار.</translation>
    </message>
    <message>
        <source>Put the OpenCV Zoo&apos;s own file there, or leave --peer-models out.</source>
        <translation>ضع هناك ملف OpenCV Zoo نفسه، أو اترك --peer-models.</translation>
    </message>
    <message>
        <source>Record the consent first; number and PIN work without it.</source>
        <translation>يُرجى تسجيل الموافقة أولًا؛ الرقم المدرسي والرقم السري يعملان دونها.</translation>
    </message>
    <message>
        <source>Restore it from a backup; without it, nothing can be opened.</source>
        <translation>يُرجى استعادته من نسخة احتياطية؛ لا يمكن فتح أي شيء دونه.</translation>
    </message>
    <message>
        <source>Restore it in the timetable first.</source>
        <translation>تُرجى استعادتها في الجدول أولًا.</translation>
    </message>
    <message>
        <source>Restore it into a folder of its own with --data-dir; nothing was changed.</source>
        <translation>يُرجى استعادتها في مجلد مستقل بالخيار ⁨--data-dir⁩؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Run it from the source, where it was built: python3 run.py bench.</source>
        <translation>شغّله من المصدر حيث بُني: python3 run.py bench.</translation>
    </message>
    <message>
        <source>Run the set-up again: python3 run.py setup.</source>
        <translation>يُرجى تشغيل الإعداد من جديد: ⁨python3 run.py setup⁩.</translation>
    </message>
    <message>
        <source>Say which column it is, or add it to the file; nothing was changed.</source>
        <translation>يُرجى تحديد العمود أو إضافته إلى الملف؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>See the sessions with: kiosk session list.</source>
        <translation>لعرض الحصص: ⁨kiosk session list⁩.</translation>
    </message>
    <message>
        <source>Set up what the tests need, from the program&apos;s source: python3 run.py test.</source>
        <translation>يُرجى تجهيز ما تحتاج إليه الاختبارات من مصدر البرنامج: ⁨python3 run.py test⁩.</translation>
    </message>
    <message>
        <source>Sign in with a passphrase first.</source>
        <translation>يُرجى تسجيل الدخول بعبارة المرور أولًا.</translation>
    </message>
    <message>
        <source>Sign in with your passphrase.</source>
        <translation>يُرجى تسجيل الدخول بعبارة المرور.</translation>
    </message>
    <message>
        <source>Sign out, sign in with your passphrase, and choose it then.</source>
        <translation>يُرجى تسجيل الخروج ثم الدخول بعبارة المرور واختياره عندها.</translation>
    </message>
    <message>
        <source>Somebody has the number {where} already.</source>
        <translation>الرقم المدرسي {where} مخصّص لشخص آخر.</translation>
    </message>
    <message>
        <source>Something was changed here since the preview of {where} was made.</source>
        <translation>تغيّر شيء هنا منذ معاينة {where}.</translation>
    </message>
    <message>
        <source>Start again.</source>
        <translation>يُرجى البدء من جديد.</translation>
    </message>
    <message>
        <source>Start it again and stay signed in until it is done; the older backups are untouched.</source>
        <translation>يُرجى بدؤها من جديد والبقاء مسجّل الدخول حتى تكتمل؛ النسخ الأقدم لم تُمسّ.</translation>
    </message>
    <message>
        <source>Start it again when you need it; nothing was changed.</source>
        <translation>يمكن البدء من جديد عند الحاجة؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Start it from the desktop, or use: kiosk demo --headless.</source>
        <translation>يُرجى تشغيله من سطح المكتب، أو استخدام: ⁨kiosk demo --headless⁩.</translation>
    </message>
    <message>
        <source>Start the kiosk once and follow the wizard, or run: kiosk init.</source>
        <translation>يُرجى تشغيل نقطة التسجيل مرة واتّباع خطوات الإعداد، أو تشغيل: ⁨kiosk init⁩.</translation>
    </message>
    <message>
        <source>Take an older one; nothing was changed.</source>
        <translation>يُرجى اختيار نسخة أقدم؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Take another file; nothing was changed.</source>
        <translation>يُرجى اختيار ملف آخر؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Take another one, or let the program suggest six words.</source>
        <translation>يُرجى اختيار عبارة أخرى، أو ترك البرنامج يقترح ست كلمات.</translation>
    </message>
    <message>
        <source>Take at least 12 characters that are not a well-known passphrase; six random words are good.</source>
        <translation>يُرجى اختيار ١٢ حرفًا على الأقل لا تكون عبارة شائعة؛ ست كلمات عشوائية خيار جيد.</translation>
    </message>
    <message>
        <source>Take out what is not needed, or split it into smaller files; nothing was changed.</source>
        <translation>يُرجى حذف ما لا يلزم منه، أو تقسيمه إلى ملفات أصغر؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Take the code that was shown when this very school was set up.</source>
        <translation>يُرجى استخدام الرمز الذي عُرض عند إعداد هذه المدرسة نفسها.</translation>
    </message>
    <message>
        <source>Take the publisher&apos;s file of exactly that version; kiosk models list --json names it.</source>
        <translation>يُرجى أخذ ملف الناشر لهذا الإصدار بعينه؛ والأمر ⁨kiosk models list --json⁩ يذكره.</translation>
    </message>
    <message>
        <source>That PIN is one of the first that others try.</source>
        <translation>هذا الرقم السري من أول ما يجرّبه الآخرون.</translation>
    </message>
    <message>
        <source>That is no recovery code: a character is wrong, missing or too many.</source>
        <translation>هذا ليس رمز استعادة: فيه حرف خطأ أو ناقص أو زائد.</translation>
    </message>
    <message>
        <source>That is not your PIN for the desk.</source>
        <translation>ليس هذا رقم قفل المكتب الخاص بك.</translation>
    </message>
    <message>
        <source>That passphrase cannot be taken.</source>
        <translation>لا يمكن اعتماد عبارة المرور هذه.</translation>
    </message>
    <message>
        <source>That passphrase is not an administrator&apos;s.</source>
        <translation>عبارة المرور هذه ليست لمسؤول نظام.</translation>
    </message>
    <message>
        <source>That passphrase is too easy to guess.</source>
        <translation>عبارة المرور هذه سهلة التخمين.</translation>
    </message>
    <message>
        <source>That passphrase opens nothing here.</source>
        <translation>عبارة المرور هذه لا تفتح شيئًا هنا.</translation>
    </message>
    <message>
        <source>That recovery code opens nothing here.</source>
        <translation>رمز الاستعادة هذا لا يفتح شيئًا هنا.</translation>
    </message>
    <message>
        <source>That register is closed.</source>
        <translation>سجل الحضور هذا مغلق.</translation>
    </message>
    <message>
        <source>The PIN for the desk does not hold any more.</source>
        <translation>لم يعد رقم قفل المكتب ساريًا.</translation>
    </message>
    <message>
        <source>The audit was changed from outside. {detail}</source>
        <translation>غُيِّر سجل التدقيق من خارج البرنامج. {detail}</translation>
    </message>
    <message>
        <source>The backup could not be written to {where}.</source>
        <translation>تعذّرت كتابة النسخة الاحتياطية في {where}.</translation>
    </message>
    <message>
        <source>The backup was stopped before it was whole, so it was not kept.</source>
        <translation>أُوقفت النسخة الاحتياطية قبل أن تكتمل، ولذلك لم تُحفظ.</translation>
    </message>
    <message>
        <source>The backup was written and then found faulty ({detail}), so it was not kept.</source>
        <translation>كُتبت النسخة الاحتياطية ثم تبيّن أن فيها خللًا ({detail})، ولذلك لم تُحفظ.</translation>
    </message>
    <message>
        <source>The backup {where} belongs to another school than the data in the folder.</source>
        <translation>النسخة الاحتياطية {where} تخص مدرسة غير التي بياناتها في المجلد.</translation>
    </message>
    <message>
        <source>The backup {where} was changed or is damaged ({detail}).</source>
        <translation>النسخة الاحتياطية {where} مغيَّرة أو تالفة ({detail}).</translation>
    </message>
    <message>
        <source>The backup {where} was made by a newer version of this program.</source>
        <translation>النسخة الاحتياطية {where} من إصدار أحدث من هذا البرنامج.</translation>
    </message>
    <message>
        <source>The camera gives no new picture.</source>
        <translation>الكاميرا لا تعطي صورة جديدة.</translation>
    </message>
    <message>
        <source>The camera is connected, but it does not open: another program may be using it.</source>
        <translation>الكاميرا موصولة لكنها لا تُفتح: قد يكون برنامج آخر يستخدمها.</translation>
    </message>
    <message>
        <source>The camera {where} is a virtual one, which can show any picture.</source>
        <translation>الكاميرا {where} افتراضية، ويمكنها عرض أي صورة.</translation>
    </message>
    <message>
        <source>The code {where} is not in this set of codes.</source>
        <translation>الرمز {where} ليس في مجموعة الرموز هذه.</translation>
    </message>
    <message>
        <source>The comparison&apos;s model file {where} is not in that folder, or not the published one.</source>
        <translation>ملف نموذج المقارنة {where} ليس في ذلك المجلد، أو ليس هو الملف المنشور.</translation>
    </message>
    <message>
        <source>The data from before are untouched; check the rights and the space there.</source>
        <translation>البيانات السابقة لم تُمسّ؛ يُرجى التحقق من الصلاحيات والمساحة هناك.</translation>
    </message>
    <message>
        <source>The days of {where} end before they begin, are more than three years, or overlap.</source>
        <translation>أيام {where} تنتهي قبل أن تبدأ، أو تزيد على ثلاث سنوات، أو تتداخل.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>أُوقف التصدير.</translation>
    </message>
    <message>
        <source>The file of the face model {where} is missing or is not the one in the manifest.</source>
        <translation>ملف نموذج الوجه {where} مفقود أو ليس المذكور في قائمة النماذج.</translation>
    </message>
    <message>
        <source>The file {where} cannot be read.</source>
        <translation>تتعذّر قراءة الملف {where}.</translation>
    </message>
    <message>
        <source>The file {where} could not be written.</source>
        <translation>تعذّرت كتابة الملف {where}.</translation>
    </message>
    <message>
        <source>The import was stopped.</source>
        <translation>أُوقف الاستيراد.</translation>
    </message>
    <message>
        <source>The key file {where} is damaged.</source>
        <translation>ملف المفاتيح {where} تالف.</translation>
    </message>
    <message>
        <source>The key of this device does not open {where}.</source>
        <translation>مفتاح هذا الجهاز لا يفتح {where}.</translation>
    </message>
    <message>
        <source>The key of this device was not found.</source>
        <translation>لم يُعثر على مفتاح هذا الجهاز.</translation>
    </message>
    <message>
        <source>The keyring of this computer does not keep the key of this device.</source>
        <translation>لا تحتفظ حافظة المفاتيح في هذا الحاسوب بمفتاح هذا الجهاز.</translation>
    </message>
    <message>
        <source>The kiosk itself opens no network connection, so it cannot fetch {where}.</source>
        <translation>لا تفتح نقطة التسجيل نفسها أي اتصال بالشبكة، ولذلك لا تستطيع جلب {where}.</translation>
    </message>
    <message>
        <source>The letter names a field that does not exist: {where}.</source>
        <translation>تذكر الرسالة حقلًا غير موجود: {where}.</translation>
    </message>
    <message>
        <source>The library dlib, which the comparison is with, is not installed.</source>
        <translation>مكتبة dlib التي تجري المقارنة بها غير مثبّتة.</translation>
    </message>
    <message>
        <source>The list of pairs is wrong: {where} {detail}.</source>
        <translation>قائمة الأزواج غير صحيحة: {where} {detail}.</translation>
    </message>
    <message>
        <source>The marks that are sound were kept. Tell your administrator today.</source>
        <translation>حُفظت التسجيلات السليمة. يُرجى إخبار مسؤول النظام اليوم.</translation>
    </message>
    <message>
        <source>The marks that the door stored were changed from outside. {detail}</source>
        <translation>غُيِّرت التسجيلات التي حفظها الباب من خارج البرنامج. {detail}</translation>
    </message>
    <message>
        <source>The minutes for {where} are not between 0 and 1,440.</source>
        <translation>دقائق {where} ليست بين ٠ و١٤٤٠.</translation>
    </message>
    <message>
        <source>The model file {where} could not be written; nothing was changed.</source>
        <translation>تعذّرت كتابة ملف النموذج {where}؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>The model file {where} is missing.</source>
        <translation>ملف النموذج {where} مفقود.</translation>
    </message>
    <message>
        <source>The model file {where} is not the one in the manifest, so it is not used.</source>
        <translation>ملف النموذج {where} ليس المذكور في قائمة النماذج، ولذلك لا يُستخدم.</translation>
    </message>
    <message>
        <source>The model list {where} cannot be read: {detail}.</source>
        <translation>تتعذّر قراءة قائمة النماذج {where}: {detail}.</translation>
    </message>
    <message>
        <source>The pictures in {where} are too few for this: {detail}.</source>
        <translation>الصور في {where} أقل مما يلزم لذلك: {detail}.</translation>
    </message>
    <message>
        <source>The printer {where} did not take the sheet.</source>
        <translation>لم تتسلّم الطابعة {where} الكشف.</translation>
    </message>
    <message>
        <source>The register is closed, so a change needs a reason.</source>
        <translation>السجل مغلق، فالتغيير يحتاج إلى سبب.</translation>
    </message>
    <message>
        <source>The report was stopped before it was whole.</source>
        <translation>أُوقف التقرير قبل أن يكتمل.</translation>
    </message>
    <message>
        <source>The restored data could not be put in place in {where}.</source>
        <translation>تعذّر وضع البيانات المستعادة في مكانها في {where}.</translation>
    </message>
    <message>
        <source>The settings hold something that cannot be used: {where}.</source>
        <translation>في الإعدادات قيمة لا يمكن استخدامها: {where}.</translation>
    </message>
    <message>
        <source>The sheet could not be written to {where}.</source>
        <translation>تعذّرت كتابة الكشف إلى {where}.</translation>
    </message>
    <message>
        <source>The stored templates were made by another model and match nobody now.</source>
        <translation>قوالب الوجه المحفوظة من نموذج آخر، ولا تطابق أحدًا الآن.</translation>
    </message>
    <message>
        <source>There is a class called {where} already.</source>
        <translation>يوجد صف باسم {where} من قبل.</translation>
    </message>
    <message>
        <source>There is a letter of that name in that language already.</source>
        <translation>توجد رسالة بهذا الاسم وبهذه اللغة.</translation>
    </message>
    <message>
        <source>There is no attendance data in {where} yet.</source>
        <translation>لا توجد بيانات حضور في {where} بعد.</translation>
    </message>
    <message>
        <source>There is no camera at {where}.</source>
        <translation>لا توجد كاميرا في {where}.</translation>
    </message>
    <message>
        <source>There is no class called {where}.</source>
        <translation>لا يوجد صف باسم {where}.</translation>
    </message>
    <message>
        <source>There is no face model called {where}.</source>
        <translation>لا يوجد نموذج وجه باسم {where}.</translation>
    </message>
    <message>
        <source>There is no file, folder or camera at {where}.</source>
        <translation>لا يوجد ملف أو مجلد أو كاميرا في {where}.</translation>
    </message>
    <message>
        <source>There is no letter called {where}. There are: {detail}.</source>
        <translation>لا توجد رسالة باسم {where}. الموجود: {detail}.</translation>
    </message>
    <message>
        <source>There is no live consent for this person, so no template was made.</source>
        <translation>لا توجد موافقة سارية لهذا الشخص، ولذلك لم يُنشأ قالب للوجه.</translation>
    </message>
    <message>
        <source>There is no register on {where}.</source>
        <translation>لا يوجد سجل حضور في {where}.</translation>
    </message>
    <message>
        <source>There is no screen to open a window on.</source>
        <translation>لا توجد شاشة لفتح نافذة عليها.</translation>
    </message>
    <message>
        <source>There is no such session.</source>
        <translation>لا توجد حصة كهذه.</translation>
    </message>
    <message>
        <source>There is no time zone called {where}.</source>
        <translation>لا توجد منطقة زمنية باسم {where}.</translation>
    </message>
    <message>
        <source>There is nobody with the number {where}.</source>
        <translation>لا يوجد شخص بالرقم المدرسي {where}.</translation>
    </message>
    <message>
        <source>There is not enough room in {where} for a backup: {detail} MB more are needed.</source>
        <translation>لا تكفي المساحة في {where} لنسخة احتياطية: يلزم {detail} ميغابايت إضافية.</translation>
    </message>
    <message>
        <source>There were wrong PINs just now.</source>
        <translation>أُدخلت قبل قليل أرقام سرية غير صحيحة.</translation>
    </message>
    <message>
        <source>There were wrong passphrases just now.</source>
        <translation>أُدخلت قبل قليل عبارات مرور غير صحيحة.</translation>
    </message>
    <message>
        <source>There were wrong recovery codes just now.</source>
        <translation>أُدخلت قبل قليل رموز استعادة غير صحيحة.</translation>
    </message>
    <message>
        <source>This card is not known here, or it was replaced by another.</source>
        <translation>هذه البطاقة غير معروفة هنا، أو حلّت أخرى محلها.</translation>
    </message>
    <message>
        <source>This class has a session at exactly that time already.</source>
        <translation>لهذا الصف حصة في هذا الوقت تمامًا من قبل.</translation>
    </message>
    <message>
        <source>This is a real data directory: it takes marks from cameras only, not from a {detail}.</source>
        <translation>هذه بيانات حقيقية: لا تُقبل التسجيلات إلا من كاميرا، لا من مصدر آخر ({detail}).</translation>
    </message>
    <message>
        <source>This is measured in fresh Pythons, and the installed program has none.</source>
        <translation>يُقاس هذا في نسخ جديدة من بايثون، وليس في البرنامج المثبّت أي منها.</translation>
    </message>
    <message>
        <source>This is the only administrator, so this was not done.</source>
        <translation>هذا هو مسؤول النظام الوحيد، ولذلك لم يُنفَّذ الإجراء.</translation>
    </message>
    <message>
        <source>This kiosk waits for somebody to sign in after each start.</source>
        <translation>تنتظر نقطة التسجيل هذه تسجيل دخول بعد كل تشغيل.</translation>
    </message>
    <message>
        <source>This lesson is not in the timetable any more.</source>
        <translation>لم تعد هذه الحصة في الجدول.</translation>
    </message>
    <message>
        <source>This line is not on the follow-up list any more.</source>
        <translation>لم يعد هذا السطر في قائمة المتابعة.</translation>
    </message>
    <message>
        <source>This person said no to being recognised by face, so nothing was stored.</source>
        <translation>رفض هذا الشخص التعرّف عليه بالوجه، ولذلك لم يُحفظ شيء.</translation>
    </message>
    <message>
        <source>This session was cancelled.</source>
        <translation>أُلغيت هذه الحصة.</translation>
    </message>
    <message>
        <source>Those times do not make a session.</source>
        <translation>هذان الوقتان لا يصلحان لحصة.</translation>
    </message>
    <message>
        <source>Tries left: {detail}. After that the passphrase is needed.</source>
        <translation>المحاولات المتبقية: {detail}. بعدها تلزم عبارة المرور.</translation>
    </message>
    <message>
        <source>Try again, or go to your teacher.</source>
        <translation>يُرجى المحاولة مجددًا، أو التوجّه إلى المعلّم.</translation>
    </message>
    <message>
        <source>Try again; capital letters and spaces count.</source>
        <translation>يُرجى المحاولة مجددًا؛ تُراعى المسافات والأحرف الكبيرة والصغيرة.</translation>
    </message>
    <message>
        <source>Try again; if it stays, check the disk with: kiosk doctor.</source>
        <translation>يُرجى المحاولة مرة أخرى؛ وإن بقي الخلل فليُفحص القرص بالأمر: ⁨kiosk doctor⁩.</translation>
    </message>
    <message>
        <source>Type a passphrase; everything the door needs is opened by it.</source>
        <translation>يُرجى إدخال عبارة مرور؛ فهي تفتح كل ما تحتاج إليه نقطة التسجيل.</translation>
    </message>
    <message>
        <source>Type digits only.</source>
        <translation>يُرجى كتابة أرقام فقط.</translation>
    </message>
    <message>
        <source>Type six digits, twice the same.</source>
        <translation>يُرجى إدخال ستة أرقام مرتين متطابقتين.</translation>
    </message>
    <message>
        <source>Unlock it and try again, or choose a file or an attended start; nothing was changed.</source>
        <translation>يُرجى فتحها والمحاولة مرة أخرى، أو اختيار ملف أو تشغيل بإشراف؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Use a camera, or make a trial with: kiosk init --trial.</source>
        <translation>يُرجى استخدام كاميرا، أو إنشاء تجربة: ⁨kiosk init --trial⁩.</translation>
    </message>
    <message>
        <source>Use number and PIN. Only whoever said no can take it back.</source>
        <translation>يُرجى استخدام الرقم المدرسي والرقم السري. ولا يرجع عن الرفض إلا من أبداه.</translation>
    </message>
    <message>
        <source>Use ordinary characters without hidden marks: up to 120 for a name, up to 4000 for a longer text.</source>
        <translation>يُرجى استخدام أحرف عادية دون علامات مخفية: حتى ١٢٠ حرفًا للاسم، وحتى ٤٠٠٠ حرف للنص الأطول.</translation>
    </message>
    <message>
        <source>Use sharp pictures of one person, from the front, in even light.</source>
        <translation>يُرجى استخدام صور واضحة لشخص واحد، من الأمام، في ضوء متوازن.</translation>
    </message>
    <message>
        <source>Use that one, or choose another time.</source>
        <translation>يُرجى استخدام تلك الحصة، أو اختيار وقت آخر.</translation>
    </message>
    <message>
        <source>Use the fields from the list; nothing was changed.</source>
        <translation>تُستخدم الحقول من القائمة؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Use your newest card, your number and PIN, or see the teacher.</source>
        <translation>يُرجى استخدام أحدث بطاقة لديك، أو رقمك المدرسي مع رقمك السري، أو مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Wait {detail} seconds, or go to your teacher.</source>
        <translation>يُرجى الانتظار ({detail} ث)، أو التوجّه إلى المعلّم.</translation>
    </message>
    <message>
        <source>Wait {detail} seconds, then try again.</source>
        <translation>يُرجى الانتظار ({detail} ث)، ثم المحاولة مجددًا.</translation>
    </message>
    <message>
        <source>Write a day as 2026-11-22, or: today. A consent ends today or later; somebody left today or earlier.</source>
        <translation>يُكتب اليوم هكذا: ⁨2026-11-22⁩ أو ⁨today⁩. تنتهي الموافقة اليوم أو بعده، وتكون المغادرة اليوم أو قبله.</translation>
    </message>
    <message>
        <source>Write it as 08:00 or as 2026-11-22T08:00.</source>
        <translation>يُكتب هكذا: ⁨08:00⁩ أو ⁨2026-11-22T08:00⁩.</translation>
    </message>
    <message>
        <source>Write it as Asia/Riyadh or Europe/Berlin.</source>
        <translation>تُكتب على نحو ⁨Asia/Riyadh⁩ أو ⁨Europe/Berlin⁩.</translation>
    </message>
    <message>
        <source>Write it on the first line of a file and name that with --passphrase-file.</source>
        <translation>يُرجى كتابتها في السطر الأول من ملف، وتحديد الملف بالخيار ⁨--passphrase-file⁩.</translation>
    </message>
    <message>
        <source>Write it on the first line of a file and name that with --pin-file.</source>
        <translation>يُرجى كتابته في السطر الأول من ملف، وتحديد الملف بالخيار ⁨--pin-file⁩.</translation>
    </message>
    <message>
        <source>Write where it can be looked up.</source>
        <translation>يُرجى كتابة الموضع الذي يمكن الرجوع إليه.</translation>
    </message>
    <message>
        <source>Write whole minutes; nothing was changed.</source>
        <translation>تُكتب دقائق صحيحة؛ لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Write why in the field for the note, then set the state again.</source>
        <translation>يُكتب السبب في خانة الملاحظة، ثم تُضبط الحالة من جديد.</translation>
    </message>
    <message>
        <source>{where} already holds attendance data; nothing was changed.</source>
        <translation>في {where} بيانات حضور من قبل؛ لم يتغير شيء.</translation>
    </message>
    <message>
        <source>{where} cannot be kept for so many days.</source>
        <translation>لا يمكن حفظ {where} هذا العدد من الأيام.</translation>
    </message>
    <message>
        <source>{where} has nothing to read: no line below a row of titles.</source>
        <translation>لا شيء يُقرأ في {where}: لا سطر تحت صف العناوين.</translation>
    </message>
    <message>
        <source>{where} has problems: {detail}. The list says where.</source>
        <translation>في {where} مشكلات: {detail}. القائمة تقول أين.</translation>
    </message>
    <message>
        <source>{where} holds no picture that can be read.</source>
        <translation>ليس في {where} صورة يمكن قراءتها.</translation>
    </message>
    <message>
        <source>{where} holds something no backup holds ({detail}), so it was not opened.</source>
        <translation>في الملف {where} ما لا يكون في نسخة احتياطية ({detail})، ولذلك لم يُفتح.</translation>
    </message>
    <message>
        <source>{where} is damaged or is not a database of this kiosk.</source>
        <translation>الملف {where} تالف أو ليس قاعدة بيانات لنقطة التسجيل هذه.</translation>
    </message>
    <message>
        <source>{where} is larger than can be read here: {detail}.</source>
        <translation>الملف {where} أكبر مما يمكن قراءته هنا: {detail}.</translation>
    </message>
    <message>
        <source>{where} is no longer where it was, so nothing can be saved.</source>
        <translation>لم يعد {where} في مكانه، ولذلك لا يمكن حفظ شيء.</translation>
    </message>
    <message>
        <source>{where} is no name for a picture of a curve.</source>
        <translation>لا يصلح {where} اسمًا لصورة منحنى.</translation>
    </message>
    <message>
        <source>{where} is not a backup of this program, or it was cut off.</source>
        <translation>الملف {where} ليس نسخة احتياطية من هذا البرنامج، أو أنه مبتور.</translation>
    </message>
    <message>
        <source>{where} is not a day that can be used here.</source>
        <translation>القيمة {where} ليست يومًا يصلح هنا.</translation>
    </message>
    <message>
        <source>{where} is not a file that can be read here: {detail}.</source>
        <translation>الملف {where} لا يمكن قراءته هنا: {detail}.</translation>
    </message>
    <message>
        <source>{where} is not a local file, folder or camera, so it was not opened.</source>
        <translation>المصدر {where} ليس ملفًا أو مجلدًا أو كاميرا على هذا الجهاز، ولذلك لم يُفتح.</translation>
    </message>
    <message>
        <source>{where} is not a time.</source>
        <translation>القيمة {where} ليست وقتًا.</translation>
    </message>
    <message>
        <source>{where} is not given, and there is no terminal to ask at.</source>
        <translation>القيمة {where} غير معطاة، ولا توجد نافذة أوامر لطلبها.</translation>
    </message>
    <message>
        <source>{where} is not the file of the face model {detail}: its size or its sha256 differs.</source>
        <translation>ليس {where} ملف نموذج الوجه {detail}: يختلف حجمه أو قيمة ⁨sha256⁩.</translation>
    </message>
    <message>
        <source>{where} lacks what is needed: {detail}.</source>
        <translation>ينقص {where} ما يلزم: {detail}.</translation>
    </message>
    <message>
        <source>{where} was written by a newer version of this program.</source>
        <translation>كُتب {where} بإصدار أحدث من هذا البرنامج.</translation>
    </message>
    <message>
        <source>{where}, or a file in it, cannot be read or written.</source>
        <translation>لا يمكن قراءة {where} أو ملف فيه، أو الكتابة عليه.</translation>
    </message>
    <message>
        <source>{where}: this text cannot be used ({detail}).</source>
        <translation>لا يمكن استخدام النص في الحقل {where} ({detail}).</translation>
    </message>
</context>
<context>
    <name>follow-up</name>
    <message>
        <source>Absent for several days</source>
        <translation>غياب عدة أيام</translation>
    </message>
    <message>
        <source>Absent without leave on {threshold} days in a row</source>
        <translation>غائب بلا عذر في أيام متتالية عددها {threshold}</translation>
    </message>
    <message>
        <source>Attended less than {threshold} % of the last {window} sessions</source>
        <translation>حضر أقل من {threshold}٪ من آخر الحصص، وعددها {window}</translation>
    </message>
    <message>
        <source>Attended: {rate} % of the last {sessions}</source>
        <translation>الحضور: {rate}٪ من آخر {sessions}</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>Contacted</source>
        <translation>تم التواصل</translation>
    </message>
    <message>
        <source>Days absent in a row: {days}</source>
        <translation>أيام الغياب المتتالية: {days}</translation>
    </message>
    <message>
        <source>Days in a row</source>
        <translation>أيام متتالية</translation>
    </message>
    <message>
        <source>Late {threshold} times within the last {window} sessions</source>
        <translation>تأخر {threshold} من المرات ضمن آخر الحصص، وعددها {window}</translation>
    </message>
    <message>
        <source>Late: {times} of the last {sessions}</source>
        <translation>التأخر: {times} من آخر {sessions}</translation>
    </message>
    <message>
        <source>Missed too much</source>
        <translation>غياب كثير</translation>
    </message>
    <message>
        <source>New</source>
        <translation>جديدة</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>في المئة</translation>
    </message>
    <message>
        <source>Times late</source>
        <translation>مرات التأخر</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>منذ {day}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}، {time}</translation>
    </message>
    <message>
        <source>{when}: found by the rule</source>
        <translation>{when}: وجدته القاعدة</translation>
    </message>
    <message>
        <source>{when}: {state}, {who}</source>
        <translation>{when}: {state}، {who}</translation>
    </message>
</context>
<context>
    <name>import</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Calendar (iCalendar)</source>
        <translation>تقويم ⁨(iCalendar)⁩</translation>
    </message>
    <message>
        <source>Changed: {count}</source>
        <translation>يتغيّر: {count}</translation>
    </message>
    <message>
        <source>Day of the week</source>
        <translation>يوم الأسبوع</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>تنتهي</translation>
    </message>
    <message>
        <source>Every how many weeks</source>
        <translation>كل كم أسبوعًا</translation>
    </message>
    <message>
        <source>Excel (XLSX)</source>
        <translation>ملف ⁨Excel (XLSX)⁩</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>اسم العائلة</translation>
    </message>
    <message>
        <source>First day of the lesson</source>
        <translation>أول يوم للحصة</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>الاسم الأول</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>Groups of the school that the file does not mention stay as they are: {count}</source>
        <translation>مجموعات المدرسة التي لا يذكرها الملف تبقى كما هي: {count}</translation>
    </message>
    <message>
        <source>Language for letters</source>
        <translation>لغة الرسائل</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>اليوم الأخير</translation>
    </message>
    <message>
        <source>Last day of the lesson</source>
        <translation>آخر يوم للحصة</translation>
    </message>
    <message>
        <source>Leaving: {count}</source>
        <translation>يغادر: {count}</translation>
    </message>
    <message>
        <source>Lessons of the week in the file: {count}</source>
        <translation>حصص الأسبوع في الملف: {count}</translation>
    </message>
    <message>
        <source>Lessons of these groups that the file does not have, and that go: {count}</source>
        <translation>حصص هذه المجموعات التي ليست في الملف، وتذهب: {count}</translation>
    </message>
    <message>
        <source>Meetings that are called off: {count}</source>
        <translation>لقاءات ملغاة: {count}</translation>
    </message>
    <message>
        <source>New groups: {names}</source>
        <translation>مجموعات جديدة: {names}</translation>
    </message>
    <message>
        <source>New lessons: {count}</source>
        <translation>حصص جديدة: {count}</translation>
    </message>
    <message>
        <source>New: {count}</source>
        <translation>جديد: {count}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>OneRoster 1.1</source>
        <translation>ملف ⁨OneRoster 1.1⁩</translation>
    </message>
    <message>
        <source>OneRoster 1.2</source>
        <translation>ملف ⁨OneRoster 1.2⁩</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Sessions on one day only: {count}</source>
        <translation>حصص في يوم واحد فقط: {count}</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>تبدأ</translation>
    </message>
    <message>
        <source>Text table (CSV)</source>
        <translation>جدول نصي ⁨(CSV)⁩</translation>
    </message>
    <message>
        <source>Unchanged: {count}</source>
        <translation>بلا تغيير: {count}</translation>
    </message>
    <message>
        <source>Whoever leaves keeps the marks they have.</source>
        <translation>من يغادر تبقى له تسجيلاته.</translation>
    </message>
    <message>
        <source>Whole name</source>
        <translation>الاسم كله</translation>
    </message>
    <message>
        <source>Windows Arabic</source>
        <translation>⁨Windows⁩ العربية</translation>
    </message>
    <message>
        <source>Windows Western</source>
        <translation>⁨Windows⁩ الغربية</translation>
    </message>
    <message>
        <source>letters: {encoding}</source>
        <translation>الحروف: {encoding}</translation>
    </message>
    <message>
        <source>lines: {count}</source>
        <translation>الأسطر: {count}</translation>
    </message>
    <message>
        <source>parted by commas</source>
        <translation>مفصولة بفواصل</translation>
    </message>
    <message>
        <source>parted by semicolons</source>
        <translation>مفصولة بفواصل منقوطة</translation>
    </message>
    <message>
        <source>parted by tabs</source>
        <translation>مفصولة بعلامات جدولة</translation>
    </message>
    <message>
        <source>{names} and more: {count}</source>
        <translation>{names} وغيرهم: {count}</translation>
    </message>
</context>
<context>
    <name>imports</name>
    <message>
        <source>A character that cannot be seen is in here; type it anew.</source>
        <translation>هنا حرف لا يُرى؛ يُرجى كتابته من جديد.</translation>
    </message>
    <message>
        <source>A hidden direction mark is in here; type it anew.</source>
        <translation>هنا علامة اتجاه مخفية؛ يُرجى الكتابة من جديد.</translation>
    </message>
    <message>
        <source>A lesson takes place every week or every second one: write 1 or 2.</source>
        <translation>تُقام الحصة كل أسبوع أو كل أسبوعين: يُكتب ١ أو ٢.</translation>
    </message>
    <message>
        <source>Another row gives the group the same hours on one of its days.</source>
        <translation>سطر آخر يعطي المجموعة الأوقات نفسها في أحد أيامها.</translation>
    </message>
    <message>
        <source>Day and month could be meant either way; write it as 2026-11-26.</source>
        <translation>اليوم والشهر يحتملان الوجهين؛ يُكتب هكذا: ⁨2026-11-26⁩.</translation>
    </message>
    <message>
        <source>Further problems that are not listed: {detail}.</source>
        <translation>مشكلات أخرى غير مذكورة: {detail}.</translation>
    </message>
    <message>
        <source>It changes a series that is not in this file, or all of it from a day on.</source>
        <translation>يغيّر سلسلة ليست في هذا الملف، أو كلها ابتداءً من يوم.</translation>
    </message>
    <message>
        <source>It does not say when it begins.</source>
        <translation>لا يذكر متى تبدأ.</translation>
    </message>
    <message>
        <source>It does not say when it ends, or ends before it begins.</source>
        <translation>لا يذكر متى تنتهي، أو تنتهي قبل أن تبدأ.</translation>
    </message>
    <message>
        <source>It ends when it begins.</source>
        <translation>تنتهي حين تبدأ.</translation>
    </message>
    <message>
        <source>It is longer than a day.</source>
        <translation>أطول من يوم.</translation>
    </message>
    <message>
        <source>It takes the whole day; a lesson has a time at which it begins.</source>
        <translation>تأخذ اليوم كله؛ وللحصة وقت تبدأ فيه.</translation>
    </message>
    <message>
        <source>Its time zone is not known.</source>
        <translation>منطقتها الزمنية غير معروفة.</translation>
    </message>
    <message>
        <source>No class in classes.csv has this id, or it was deleted.</source>
        <translation>لا صف في ⁨classes.csv⁩ بهذا المعرّف، أو حُذف.</translation>
    </message>
    <message>
        <source>Nobody in users.csv has this id.</source>
        <translation>لا أحد في ⁨users.csv⁩ بهذا المعرّف.</translation>
    </message>
    <message>
        <source>Nothing is written here.</source>
        <translation>لا شيء مكتوب هنا.</translation>
    </message>
    <message>
        <source>Only rules for every week or every second one can be read.</source>
        <translation>لا تُقرأ إلا قواعد كل أسبوع أو كل أسبوعين.</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>اليوم الأخير قبل الأول.</translation>
    </message>
    <message>
        <source>The same lesson is in row {detail} already.</source>
        <translation>الحصة نفسها موجودة في السطر {detail}.</translation>
    </message>
    <message>
        <source>The same number is in row {detail} already.</source>
        <translation>الرقم نفسه موجود في السطر {detail}.</translation>
    </message>
    <message>
        <source>This cannot be read.</source>
        <translation>لا يمكن قراءة هذا.</translation>
    </message>
    <message>
        <source>This day is too far away, or the time between two days is too long.</source>
        <translation>هذا اليوم بعيد جدًا، أو المدة بين يومين طويلة جدًا.</translation>
    </message>
    <message>
        <source>This is no day of the week.</source>
        <translation>ليس هذا يومًا من أيام الأسبوع.</translation>
    </message>
    <message>
        <source>This is no day; write it as 2026-11-26.</source>
        <translation>ليس هذا يومًا؛ يُكتب هكذا: ⁨2026-11-26⁩.</translation>
    </message>
    <message>
        <source>This is no language; write its short form, such as en or ar.</source>
        <translation>ليست هذه لغة؛ تُكتب صيغتها القصيرة مثل ⁨en⁩ أو ⁨ar⁩.</translation>
    </message>
    <message>
        <source>This is no time of day; write it as 08:00.</source>
        <translation>ليس هذا وقتًا من اليوم؛ يُكتب هكذا: ⁨08:00⁩.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>هذا طويل جدًا.</translation>
    </message>
    <message>
        <source>This number was somebody&apos;s who was erased and whose marks were kept.</source>
        <translation>كان هذا رقم شخص مُحي وبقيت تسجيلاته.</translation>
    </message>
</context>
<context>
    <name>kiosk</name>
    <message>
        <source>A little higher</source>
        <translation>إلى الأعلى قليلًا</translation>
    </message>
    <message>
        <source>A little lower</source>
        <translation>إلى الأسفل قليلًا</translation>
    </message>
    <message>
        <source>Back at {time}</source>
        <translation>العودة في {time}</translation>
    </message>
    <message>
        <source>Checking, hold still</source>
        <translation>جارٍ التحقق، يُرجى الثبات</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>مغلق الآن</translation>
    </message>
    <message>
        <source>Come a little closer</source>
        <translation>يُرجى الاقتراب قليلًا</translation>
    </message>
    <message>
        <source>Done. Number and PIN work as before.</source>
        <translation>تم. الرقم والرقم السري يعملان كما كانا.</translation>
    </message>
    <message>
        <source>Good to see you</source>
        <translation>أهلًا وسهلًا</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>إلى اللقاء</translation>
    </message>
    <message>
        <source>Hold still for a moment</source>
        <translation>يُرجى الثبات لحظة</translation>
    </message>
    <message>
        <source>Hold your head upright</source>
        <translation>يُرجى إبقاء الرأس مستقيمًا</translation>
    </message>
    <message>
        <source>It could not be saved. Please see your teacher.</source>
        <translation>تعذّر الحفظ. يُرجى مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>It is being started again. Please use your code, or see your teacher.</source>
        <translation>يُعاد تشغيلها الآن. يُرجى استخدام رمزك أو مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>It is too late to take this back here; your teacher can correct it.</source>
        <translation>انتهت مهلة التراجع هنا، ويستطيع المعلّم التصحيح.</translation>
    </message>
    <message>
        <source>It makes sure that the right person is signed in.</source>
        <translation>هكذا نتأكد من تسجيل الشخص الصحيح.</translation>
    </message>
    <message>
        <source>It makes sure that the right person is signed in. Or see your teacher.</source>
        <translation>هكذا نتأكد من تسجيل الشخص الصحيح. ويمكنك أيضًا مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Left at {time}</source>
        <translation>المغادرة في {time}</translation>
    </message>
    <message>
        <source>Let us try another way</source>
        <translation>لنجرّب طريقة أخرى</translation>
    </message>
    <message>
        <source>Lift your chin a little</source>
        <translation>يُرجى رفع الذقن قليلًا</translation>
    </message>
    <message>
        <source>Look here, show your card, or use your code</source>
        <translation>تُرجى النظرة هنا، أو عرض البطاقة، أو استخدام الرمز</translation>
    </message>
    <message>
        <source>Lower your chin a little</source>
        <translation>يُرجى خفض الذقن قليلًا</translation>
    </message>
    <message>
        <source>More light on your face, please</source>
        <translation>مزيد من الضوء على وجهك من فضلك</translation>
    </message>
    <message>
        <source>Move to your left</source>
        <translation>يُرجى التحرك إلى يسارك</translation>
    </message>
    <message>
        <source>Move to your right</source>
        <translation>يُرجى التحرك إلى يمينك</translation>
    </message>
    <message>
        <source>Next person, please.</source>
        <translation>الشخص التالي، من فضلك.</translation>
    </message>
    <message>
        <source>No camera is connected</source>
        <translation>لا توجد كاميرا متصلة</translation>
    </message>
    <message>
        <source>No class takes attendance here at the moment.</source>
        <translation>لا يُسجَّل حضور أي صف هنا الآن.</translation>
    </message>
    <message>
        <source>No face of yours is kept here</source>
        <translation>لا يُحفظ وجهك هنا</translation>
    </message>
    <message>
        <source>No picture is kept or shown.</source>
        <translation>لا تُحفظ أي صورة ولا تُعرض.</translation>
    </message>
    <message>
        <source>No register is open here. A teacher can open one.</source>
        <translation>لا سجل مفتوح هنا. يستطيع المعلّم فتح سجل.</translation>
    </message>
    <message>
        <source>Nobody is recognised before that. Or use your code.</source>
        <translation>لا يُتعرَّف على أحد قبل ذلك. ويمكنك أيضًا استخدام رمزك.</translation>
    </message>
    <message>
        <source>Nobody on this list is enrolled by face yet.</source>
        <translation>لا أحد في هذه القائمة سُجِّل وجهه بعد.</translation>
    </message>
    <message>
        <source>Not on this list</source>
        <translation>لست في هذه القائمة</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>لم يُسجَّل الحضور</translation>
    </message>
    <message>
        <source>Nothing is marked yet</source>
        <translation>لم يُسجَّل شيء بعد</translation>
    </message>
    <message>
        <source>Nothing is marked. Look again, use your code, or see your teacher.</source>
        <translation>لم يُسجَّل شيء. يُرجى النظر مجددًا أو استخدام رمزك أو مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Nothing is open now</source>
        <translation>لا حصة مفتوحة الآن</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>لحظة من فضلك</translation>
    </message>
    <message>
        <source>One moment, please, or use your code.</source>
        <translation>لحظة من فضلك، أو يمكن استخدام رمزك.</translation>
    </message>
    <message>
        <source>Please confirm with your PIN</source>
        <translation>التأكيد بالرقم السري</translation>
    </message>
    <message>
        <source>Please see your teacher</source>
        <translation>يُرجى مراجعة المعلّم</translation>
    </message>
    <message>
        <source>Please see your teacher.</source>
        <translation>يُرجى مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Please show your card, or use your code</source>
        <translation>يُرجى عرض البطاقة أو استخدام الرمز</translation>
    </message>
    <message>
        <source>Please use your code</source>
        <translation>يُرجى استخدام رمزك</translation>
    </message>
    <message>
        <source>Please use your code, or see your teacher.</source>
        <translation>يُرجى استخدام رمزك أو مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Plug one in: it is picked up by itself. Your code works meanwhile.</source>
        <translation>عند توصيل كاميرا يُتعرَّف عليها تلقائيًا. رمزك يعمل حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>Press to start</source>
        <translation>يُرجى الضغط للبدء</translation>
    </message>
    <message>
        <source>Signed in at {time}</source>
        <translation>سُجِّل الحضور في {time}</translation>
    </message>
    <message>
        <source>Step back a little</source>
        <translation>يُرجى الابتعاد قليلًا</translation>
    </message>
    <message>
        <source>Step back and look again, use your code, or see your teacher.</source>
        <translation>يُرجى الرجوع خطوة والنظر مجددًا، أو استخدام رمزك، أو مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>تم التراجع</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>شكرًا لك</translation>
    </message>
    <message>
        <source>The camera gives no picture</source>
        <translation>الكاميرا لا تعطي صورة</translation>
    </message>
    <message>
        <source>The camera is being opened. Your code works already.</source>
        <translation>يجري تشغيل الكاميرا. رمزك يعمل الآن.</translation>
    </message>
    <message>
        <source>The camera is off. No picture is kept or shown.</source>
        <translation>الكاميرا مطفأة. لا تُحفظ أي صورة ولا تُعرض.</translation>
    </message>
    <message>
        <source>The camera is slow</source>
        <translation>الكاميرا بطيئة</translation>
    </message>
    <message>
        <source>The kiosk could not start</source>
        <translation>تعذّر بدء نقطة التسجيل</translation>
    </message>
    <message>
        <source>The kiosk is getting ready. This takes a few seconds.</source>
        <translation>تستعد نقطة التسجيل، ويستغرق ذلك بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>The kiosk rests</source>
        <translation>نقطة التسجيل في راحة</translation>
    </message>
    <message>
        <source>The light is behind you: turn a little</source>
        <translation>الضوء من الخلف: يُرجى الالتفات قليلًا</translation>
    </message>
    <message>
        <source>The recording has ended</source>
        <translation>انتهى التسجيل المصوَّر</translation>
    </message>
    <message>
        <source>There was nothing to remove. Number and PIN work as before.</source>
        <translation>لم يكن هناك ما يُزال. الرقم المدرسي والرقم السري يعملان كما كانا.</translation>
    </message>
    <message>
        <source>This camera cannot be used</source>
        <translation>لا يمكن استخدام هذه الكاميرا</translation>
    </message>
    <message>
        <source>This card is not known here</source>
        <translation>هذه البطاقة غير معروفة هنا</translation>
    </message>
    <message>
        <source>This kiosk does not know it any more. Number and PIN work as before.</source>
        <translation>لم تعد نقطة التسجيل هذه تعرف وجهك. الرقم المدرسي والرقم السري يعملان كما كانا.</translation>
    </message>
    <message>
        <source>Trial: nothing here counts</source>
        <translation>تجربة: لا شيء هنا يُحسب</translation>
    </message>
    <message>
        <source>Turn your head to your left</source>
        <translation>يُرجى إدارة الرأس إلى يسارك</translation>
    </message>
    <message>
        <source>Turn your head to your right</source>
        <translation>يُرجى إدارة الرأس إلى يمينك</translation>
    </message>
    <message>
        <source>Use your newest card or your code, or see your teacher.</source>
        <translation>يُرجى استخدام أحدث بطاقة لديك أو رمزك، أو مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>مرحبًا</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>أهلًا بالعودة</translation>
    </message>
    <message>
        <source>Where are you going?</source>
        <translation>إلى أين؟</translation>
    </message>
    <message>
        <source>You are in already</source>
        <translation>حضورك مسجَّل من قبل</translation>
    </message>
    <message>
        <source>You are on several lists now. Choose one.</source>
        <translation>الاسم في عدة قوائم الآن. يُرجى اختيار واحدة.</translation>
    </message>
    <message>
        <source>Your class is not open here now. Please see your teacher.</source>
        <translation>سجل صفك غير مفتوح هنا الآن. يُرجى مراجعة المعلّم.</translation>
    </message>
    <message>
        <source>Your code still works.</source>
        <translation>رمزك لا يزال يعمل.</translation>
    </message>
    <message>
        <source>Your face is removed</source>
        <translation>حُذفت بيانات وجهك</translation>
    </message>
    <message>
        <source>Your whole face is needed, or use your code</source>
        <translation>يلزم ظهور الوجه كاملًا، أو استخدام رمزك</translation>
    </message>
    <message>
        <source>late, {time}</source>
        <translation>متأخر، {time}</translation>
    </message>
    <message>
        <source>not marked yet</source>
        <translation>لم يُسجَّل بعد</translation>
    </message>
    <message>
        <source>present, {time}</source>
        <translation>حاضر، {time}</translation>
    </message>
    <message>
        <source>{session} at {start}: {state}</source>
        <translation>{session} في {start}: {state}</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>English</source>
        <translation>العربية</translation>
    </message>
</context>
<context>
    <name>letters</name>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>List of days</source>
        <translation>قائمة الأيام</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Our school</source>
        <translation>مدرستنا</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>النسبة</translation>
    </message>
    <message>
        <source>School</source>
        <translation>المدرسة</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>الحصص</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Times late</source>
        <translation>مرات التأخر</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Who is signed in</source>
        <translation>المسجّل دخوله</translation>
    </message>
    <message>
        <source>Who writes</source>
        <translation>الكاتب</translation>
    </message>
</context>
<context>
    <name>own-data</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>A card with a code, made on {day}, stopped on {end}; the code is not held.</source>
        <translation>بطاقة برمز، صدرت في {day} وأُوقفت في {end}؛ الرمز غير محفوظ.</translation>
    </message>
    <message>
        <source>A card with a code, made on {day}, works for you; the code is on the card only.</source>
        <translation>بطاقة برمز، صدرت في {day}، صالحة للاستخدام؛ الرمز على البطاقة فقط.</translation>
    </message>
    <message>
        <source>A face template of {day}, made by the model {model}; no picture is held.</source>
        <translation>قالب وجه بتاريخ {day}، من النموذج {model}؛ ولا تُحفظ أي صورة.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>الصف</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>Consent of {day}, given by {who} ({relation}), last day {end}</source>
        <translation>موافقة بتاريخ {day}، من {who} ({relation})، آخر يوم {end}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>تاريخ المغادرة</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>وقت التسجيل</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>No PIN is set.</source>
        <translation>لم يُعيَّن رقم سري.</translation>
    </message>
    <message>
        <source>No card with a code is held.</source>
        <translation>لا بطاقة برمز.</translation>
    </message>
    <message>
        <source>No consent is recorded.</source>
        <translation>لم تُسجَّل أي موافقة.</translation>
    </message>
    <message>
        <source>No face template is held.</source>
        <translation>لا يُحفظ أي قالب وجه.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>لا يوجد.</translation>
    </message>
    <message>
        <source>Not to be recognised by face, since {day}. Said by: {who}.</source>
        <translation>لا يُتعرَّف عليه بالوجه منذ {day}. أبدى ذلك: {who}.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Nothing was entered.</source>
        <translation>لم يُدخَل شيء.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Number and PIN work for you; the PIN itself is not held, only a check of it.</source>
        <translation>الرقم المدرسي والرقم السري يعملان لك؛ ولا يُحفظ الرقم السري نفسه، بل ما يُتحقق به منه.</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>صفحة {page} من {pages}</translation>
    </message>
    <message>
        <source>Put together</source>
        <translation>وقت الإعداد</translation>
    </message>
    <message>
        <source>School</source>
        <translation>المدرسة</translation>
    </message>
    <message>
        <source>Single captures behind it, as figures and not as pictures: {count}.</source>
        <translation>اللقطات المفردة خلفه، أرقامًا لا صورًا: {count}.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Symbol at the door</source>
        <translation>الشارة التي تظهر عند الباب</translation>
    </message>
    <message>
        <source>Taken back on {day}.</source>
        <translation>وسُحب ذلك في {day}.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>What is held about you</source>
        <translation>ما يُحفظ عنك</translation>
    </message>
    <message>
        <source>What the school’s rules found</source>
        <translation>ما وجدته قواعد المدرسة</translation>
    </message>
    <message>
        <source>What was agreed to</source>
        <translation>ما وُوفق عليه</translation>
    </message>
    <message>
        <source>What was done about you, and when</source>
        <translation>ما الذي أُجري بشأنك، ومتى</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Why it is held</source>
        <translation>لماذا يُحفظ</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>Your consents and choices</source>
        <translation>موافقاتك واختياراتك</translation>
    </message>
    <message>
        <source>Your face, your PIN and your card</source>
        <translation>الوجه والرقم السري والبطاقة</translation>
    </message>
    <message>
        <source>Your marks</source>
        <translation>تسجيلاتك</translation>
    </message>
    <message>
        <source>over</source>
        <translation>منتهية</translation>
    </message>
    <message>
        <source>withdrawn on {day}</source>
        <translation>سُحبت في {day}</translation>
    </message>
    <message>
        <source>{ground}, since {day}</source>
        <translation>{ground}، منذ {day}</translation>
    </message>
    <message>
        <source>{state}, {minutes} min</source>
        <translation>{state}، {minutes} دقيقة</translation>
    </message>
    <message>
        <source>{what}, since {day}</source>
        <translation>{what}، منذ {day}</translation>
    </message>
</context>
<context>
    <name>privacy</name>
    <message>
        <source>A contract</source>
        <translation>عقد</translation>
    </message>
    <message>
        <source>A duty by law</source>
        <translation>واجب بحكم القانون</translation>
    </message>
    <message>
        <source>A legitimate interest</source>
        <translation>مصلحة مشروعة</translation>
    </message>
    <message>
        <source>A parent or guardian</source>
        <translation>أحد الوالدين أو وليّ الأمر</translation>
    </message>
    <message>
        <source>A task in the public interest</source>
        <translation>مهمة للمصلحة العامة</translation>
    </message>
    <message>
        <source>Altered marks that were set aside</source>
        <translation>تسجيلات مغيَّرة وُضعت جانبًا</translation>
    </message>
    <message>
        <source>Another ground</source>
        <translation>أساس آخر</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>الموافقة</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>الموافقات</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>قوالب الوجه</translation>
    </message>
    <message>
        <source>Face templates of people who left</source>
        <translation>قوالب وجوه من غادروا</translation>
    </message>
    <message>
        <source>Greeting at the door</source>
        <translation>التحية عند الباب</translation>
    </message>
    <message>
        <source>Keeping registers</source>
        <translation>حفظ سجلات الحضور</translation>
    </message>
    <message>
        <source>Lines of the audit, by random id</source>
        <translation>أسطر سجل التدقيق، بمعرّف عشوائي</translation>
    </message>
    <message>
        <source>Logs of the program, which hold no names</source>
        <translation>سجلات تشغيل البرنامج، وليس فيها أسماء</translation>
    </message>
    <message>
        <source>Marks are anonymous: nothing says any more whose they were</source>
        <translation>التسجيلات مجهولة الصاحب: لم يعد شيء يدل على أصحابها</translation>
    </message>
    <message>
        <source>Marks in registers</source>
        <translation>تسجيلات في السجلات</translation>
    </message>
    <message>
        <source>Marks that say no more whose they were</source>
        <translation>تسجيلات لم تعد تدل على صاحبها</translation>
    </message>
    <message>
        <source>Marks under their name</source>
        <translation>تسجيلات بالاسم</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Name and marks stay, since a law or a rule of the school asks for it</source>
        <translation>يبقى الاسم والتسجيلات، لأن قانونًا أو نظامًا للمدرسة يقتضي ذلك</translation>
    </message>
    <message>
        <source>Nobody was asked: another ground holds</source>
        <translation>لم يُسأل أحد: يسري أساس آخر</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>غير مسجَّل</translation>
    </message>
    <message>
        <source>Notes at marks</source>
        <translation>ملاحظات على التسجيلات</translation>
    </message>
    <message>
        <source>Number on the rolls</source>
        <translation>الرقم في القوائم</translation>
    </message>
    <message>
        <source>Objections</source>
        <translation>حالات الرفض</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم السري</translation>
    </message>
    <message>
        <source>Recognising people by their face</source>
        <translation>التعرّف على الأشخاص بوجوههم</translation>
    </message>
    <message>
        <source>Single captures behind them</source>
        <translation>اللقطات المفردة خلفها</translation>
    </message>
    <message>
        <source>Somebody else who may by law</source>
        <translation>شخص آخر مخوَّل قانونًا</translation>
    </message>
    <message>
        <source>The audit</source>
        <translation>سجل التدقيق</translation>
    </message>
    <message>
        <source>The person</source>
        <translation>الشخص نفسه</translation>
    </message>
    <message>
        <source>Today’s marks at the door</source>
        <translation>تسجيلات اليوم عند الباب</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Class</source>
        <translation>الصف</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>الموافقة</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Law, decision or document</source>
        <translation>القانون أو القرار أو المستند</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم المدرسي</translation>
    </message>
    <message>
        <source>OneRoster has people, but no timetable</source>
        <translation>في ⁨OneRoster⁩ أشخاص ولا جدول فيه</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>School</source>
        <translation>المدرسة</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>الشارة</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>Who agreed</source>
        <translation>صاحب الموافقة</translation>
    </message>
    <message>
        <source>Who says it</source>
        <translation>من يبدي ذلك</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>a calendar has no people</source>
        <translation>لا أشخاص في تقويم</translation>
    </message>
    <message>
        <source>a calendar of more than 5 MB</source>
        <translation>تقويم أكبر من ٥ ميغابايت</translation>
    </message>
    <message>
        <source>a cell with more than 4,000 characters</source>
        <translation>خانة فيها أكثر من ٤٠٠٠ حرف</translation>
    </message>
    <message>
        <source>a character that cannot be seen</source>
        <translation>حرف غير مرئي</translation>
    </message>
    <message>
        <source>a column with the beginning</source>
        <translation>عمود البداية</translation>
    </message>
    <message>
        <source>a column with the day of the week</source>
        <translation>عمود يوم الأسبوع</translation>
    </message>
    <message>
        <source>a column with the end</source>
        <translation>عمود النهاية</translation>
    </message>
    <message>
        <source>a column with the group</source>
        <translation>عمود المجموعة</translation>
    </message>
    <message>
        <source>a column with the name</source>
        <translation>عمود الاسم</translation>
    </message>
    <message>
        <source>a column with the number</source>
        <translation>عمود الرقم</translation>
    </message>
    <message>
        <source>a column with the title that was chosen</source>
        <translation>عمود بالعنوان المختار</translation>
    </message>
    <message>
        <source>a hidden direction mark</source>
        <translation>علامة اتجاه مخفية</translation>
    </message>
    <message>
        <source>a link to another place</source>
        <translation>رابط إلى مكان آخر</translation>
    </message>
    <message>
        <source>a meaning that is known here for each column</source>
        <translation>معنى معروف هنا لكل عمود</translation>
    </message>
    <message>
        <source>a percentage is 1 to 100</source>
        <translation>النسبة المئوية من ١ إلى ١٠٠</translation>
    </message>
    <message>
        <source>a quotation mark is not closed, or something follows one that is</source>
        <translation>علامة اقتباس غير مغلقة، أو شيء يتبع علامة مغلقة</translation>
    </message>
    <message>
        <source>a time zone in it changes its clocks by a rule that is not known here</source>
        <translation>منطقة زمنية فيه تغيّر ساعاتها بقاعدة غير معروفة هنا</translation>
    </message>
    <message>
        <source>an archive of more than 1,000 files</source>
        <translation>أرشيف فيه أكثر من ١٠٠٠ ملف</translation>
    </message>
    <message>
        <source>an old Excel workbook, or one with a password; save it as XLSX without one</source>
        <translation>مصنف ⁨Excel⁩ قديم أو بكلمة مرور؛ يُرجى حفظه بصيغة ⁨XLSX⁩ بلا كلمة مرور</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>صورة غير واضحة</translation>
    </message>
    <message>
        <source>closing the door</source>
        <translation>إغلاق الباب</translation>
    </message>
    <message>
        <source>days in a row are 1 to 60</source>
        <translation>الأيام المتتالية من ١ إلى ٦٠</translation>
    </message>
    <message>
        <source>early arrival</source>
        <translation>الوصول المبكر</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>مجلد</translation>
    </message>
    <message>
        <source>it could not be stored</source>
        <translation>تعذّر حفظه</translation>
    </message>
    <message>
        <source>it holds changes only; export all of it (bulk)</source>
        <translation>فيه تغييرات فقط؛ يُرجى تصدير الكل ⁨(bulk)⁩</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>ليس نصًا</translation>
    </message>
    <message>
        <source>lateness</source>
        <translation>التأخر</translation>
    </message>
    <message>
        <source>made-up walk-up</source>
        <translation>عرض مصطنع</translation>
    </message>
    <message>
        <source>manifest.csv is missing</source>
        <translation>ينقصه ⁨manifest.csv⁩</translation>
    </message>
    <message>
        <source>more than 2,000 pictures</source>
        <translation>أكثر من ٢٠٠٠ صورة</translation>
    </message>
    <message>
        <source>more than 200,000 rows</source>
        <translation>أكثر من ٢٠٠٬٠٠٠ سطر</translation>
    </message>
    <message>
        <source>more than 50 MB</source>
        <translation>أكبر من ٥٠ ميغابايت</translation>
    </message>
    <message>
        <source>more than 500 columns</source>
        <translation>أكثر من ٥٠٠ عمود</translation>
    </message>
    <message>
        <source>no consent is recorded</source>
        <translation>لا موافقة مسجَّلة</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>لا يوجد وجه</translation>
    </message>
    <message>
        <source>no good picture</source>
        <translation>لا صورة جيدة</translation>
    </message>
    <message>
        <source>nobody has this number</source>
        <translation>لا أحد بهذا الرقم</translation>
    </message>
    <message>
        <source>not a readable picture</source>
        <translation>صورة تتعذّر قراءتها</translation>
    </message>
    <message>
        <source>not the short form of a language, such as en or ar</source>
        <translation>ليست الصيغة القصيرة للغة، مثل ⁨en⁩ أو ⁨ar⁩</translation>
    </message>
    <message>
        <source>nothing is written</source>
        <translation>لم يُكتب شيء</translation>
    </message>
    <message>
        <source>one column only for each meaning</source>
        <translation>عمود واحد فقط لكل معنى</translation>
    </message>
    <message>
        <source>only OneRoster 1.1 and 1.2 are known here</source>
        <translation>لا يُعرف هنا إلا ⁨OneRoster 1.1⁩ و⁨1.2⁩</translation>
    </message>
    <message>
        <source>part of the face is outside the picture</source>
        <translation>جزء من الوجه خارج الصورة</translation>
    </message>
    <message>
        <source>several faces</source>
        <translation>أكثر من وجه</translation>
    </message>
    <message>
        <source>something covers the face</source>
        <translation>شيء ما يغطي الوجه</translation>
    </message>
    <message>
        <source>stopped before</source>
        <translation>أُوقف قبل ذلك</translation>
    </message>
    <message>
        <source>the archive has a password</source>
        <translation>للأرشيف كلمة مرور</translation>
    </message>
    <message>
        <source>the archive holds a file twice</source>
        <translation>في الأرشيف ملف مرتين</translation>
    </message>
    <message>
        <source>the archive holds another archive</source>
        <translation>في الأرشيف أرشيف آخر</translation>
    </message>
    <message>
        <source>the archive is damaged</source>
        <translation>الأرشيف تالف</translation>
    </message>
    <message>
        <source>the archive is neither a workbook nor OneRoster</source>
        <translation>ليس الأرشيف مصنفًا ولا ⁨OneRoster⁩</translation>
    </message>
    <message>
        <source>the archive is packed in a way that is not known here</source>
        <translation>الأرشيف مضغوط بطريقة غير معروفة هنا</translation>
    </message>
    <message>
        <source>the calendar is damaged</source>
        <translation>التقويم تالف</translation>
    </message>
    <message>
        <source>the camera</source>
        <translation>صورة الكاميرا</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>القرص ممتلئ</translation>
    </message>
    <message>
        <source>the face is there under another number</source>
        <translation>الوجه موجود تحت رقم آخر</translation>
    </message>
    <message>
        <source>the face is too close</source>
        <translation>الوجه قريب جدًا</translation>
    </message>
    <message>
        <source>the face is too far away</source>
        <translation>الوجه بعيد جدًا</translation>
    </message>
    <message>
        <source>the head is turned</source>
        <translation>الرأس ملتفت</translation>
    </message>
    <message>
        <source>the last sessions are 1 to 400</source>
        <translation>آخر الحصص من ١ إلى ٤٠٠</translation>
    </message>
    <message>
        <source>the light comes from behind</source>
        <translation>الضوء يأتي من الخلف</translation>
    </message>
    <message>
        <source>the name is not a number</source>
        <translation>الاسم ليس رقمًا</translation>
    </message>
    <message>
        <source>the pause between two looks</source>
        <translation>المهلة بين نظرتين</translation>
    </message>
    <message>
        <source>the pictures are not of one person</source>
        <translation>الصور ليست لشخص واحد</translation>
    </message>
    <message>
        <source>the workbook defines words of its own, which none needs</source>
        <translation>يعرّف المصنف كلمات خاصة به لا يحتاج إليها أي مصنف</translation>
    </message>
    <message>
        <source>the workbook is damaged</source>
        <translation>المصنف تالف</translation>
    </message>
    <message>
        <source>there is no such sheet</source>
        <translation>لا توجد ورقة كهذه</translation>
    </message>
    <message>
        <source>times are 1 to as many as there are sessions</source>
        <translation>المرات من ١ إلى عدد الحصص</translation>
    </message>
    <message>
        <source>too little light on the face</source>
        <translation>الضوء على الوجه قليل</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>أطول من اللازم</translation>
    </message>
    <message>
        <source>too much for this computer once it is unpacked</source>
        <translation>أكبر مما يتحمله هذا الحاسوب بعد فكّه</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>unpacked, it is more than 100 times as large</source>
        <translation>بعد فكّه يزيد على مئة ضعف</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>Backups of this computer that can still hold a face template of theirs: {count}. The last of them goes on {day}.</source>
        <translation>نسخ احتياطية على هذا الحاسوب قد يكون فيها قالب وجهه: {count}. وتُحذف آخرها في {day}.</translation>
    </message>
    <message>
        <source>Copies elsewhere</source>
        <translation>نسخ في أماكن أخرى</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>وقت المحو</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>ما مُحي</translation>
    </message>
    <message>
        <source>Gone: {kinds}.</source>
        <translation>مُحي: {kinds}.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>العدد</translation>
    </message>
    <message>
        <source>Id in the program</source>
        <translation>المعرّف في البرنامج</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>ما بقي</translation>
    </message>
    <message>
        <source>Kept: {kinds}.</source>
        <translation>بقي: {kinds}.</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>التسجيلات</translation>
    </message>
    <message>
        <source>No backup of this computer can hold a face template of theirs.</source>
        <translation>لا توجد على هذا الحاسوب نسخة احتياطية قد يكون فيها قالب وجهه.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Older backups of the records hold no face after 30 days. They hold the name until they go by themselves; whoever restores one has this person erased from it before anything else happens.</source>
        <translation>لا يكون في النسخ الأقدم أي وجه بعد ٣٠ يومًا. ويبقى فيها الاسم إلى أن تُحذف تلقائيًا؛ وعند استعادة إحداها يُمحى هذا الشخص منها قبل أي شيء آخر.</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>صفحة {page} من {pages}</translation>
    </message>
    <message>
        <source>Receipt of an erasure</source>
        <translation>إيصال محو</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>What was taken out of the program cannot be reached from here and is the school’s to destroy: exported sheets, wherever they were saved or sent; printed sheets and letters; backups that were copied to another place; folders that a restore left beside the data; photographs that were used for enrolment.</source>
        <translation>ما أُخرج من البرنامج لا يمكن الوصول إليه من هنا، وعلى المدرسة إتلافه: الكشوف المصدَّرة أينما حُفظت أو أُرسلت، والكشوف والرسائل المطبوعة، والنسخ الاحتياطية التي نُقلت إلى مكان آخر، والمجلدات التي تركتها استعادةٌ بجانب البيانات، والصور التي استُخدمت لتسجيل الوجه.</translation>
    </message>
    <message>
        <source>{kind}: {count}</source>
        <translation>{kind}: {count}</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Absent</source>
        <translation>غائب</translation>
    </message>
    <message>
        <source>Attended</source>
        <translation>حضر</translation>
    </message>
    <message>
        <source>Attended: {rate} ({attended} of {expected})</source>
        <translation>الحضور: {rate} ({attended} من {expected})</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>تبدأ في</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>التقويم</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>بعذر</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>متوقَّع</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Late minutes</source>
        <translation>دقائق التأخر</translation>
    </message>
    <message>
        <source>Lowest: the week from {day} with {rate}.</source>
        <translation>الأدنى: أسبوع {day} بنسبة {rate}.</translation>
    </message>
    <message>
        <source>Lowest: {low} with {low_rate}. Highest: {high} with {high_rate}.</source>
        <translation>الأدنى: {low} بنسبة {low_rate}. الأعلى: {high} بنسبة {high_rate}.</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>دقائق</translation>
    </message>
    <message>
        <source>Minutes late</source>
        <translation>دقائق التأخر</translation>
    </message>
    <message>
        <source>Most late: {who} with {what}.</source>
        <translation>الأكثر تأخرًا: {who} بـ{what}.</translation>
    </message>
    <message>
        <source>No marks were expected on these days.</source>
        <translation>لم تُنتظر تسجيلات في هذه الأيام.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>النسبة</translation>
    </message>
    <message>
        <source>Rate (%)</source>
        <translation>النسبة (٪)</translation>
    </message>
    <message>
        <source>The first and the last week have the same rate, {last}.</source>
        <translation>للأسبوع الأول والأخير النسبة نفسها: {last}.</translation>
    </message>
    <message>
        <source>The rate fell from {first} in the first week to {last} in the last.</source>
        <translation>انخفضت النسبة من {first} في الأسبوع الأول إلى {last} في الأخير.</translation>
    </message>
    <message>
        <source>The rate is {rate} everywhere.</source>
        <translation>النسبة {rate} في كل مكان.</translation>
    </message>
    <message>
        <source>The rate rose from {first} in the first week to {last} in the last.</source>
        <translation>ارتفعت النسبة من {first} في الأسبوع الأول إلى {last} في الأخير.</translation>
    </message>
    <message>
        <source>There is one week: {rate}.</source>
        <translation>أسبوع واحد: {rate}.</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>الوقت من اليوم</translation>
    </message>
    <message>
        <source>Week by week</source>
        <translation>أسبوعًا بأسبوع</translation>
    </message>
    <message>
        <source>Week from</source>
        <translation>الأسبوع من</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>يوم الأسبوع</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>أيام الأسبوع</translation>
    </message>
    <message>
        <source>absent: {count}</source>
        <translation>غائب: {count}</translation>
    </message>
    <message>
        <source>excused: {count}</source>
        <translation>غائب بعذر: {count}</translation>
    </message>
    <message>
        <source>late: {count} (minutes: {minutes})</source>
        <translation>متأخر: {count} (الدقائق: {minutes})</translation>
    </message>
    <message>
        <source>{minutes} min ({times})</source>
        <translation>{minutes} د ({times})</translation>
    </message>
    <message>
        <source>{rate} %</source>
        <translation>{rate}٪</translation>
    </message>
    <message>
        <source>{who}: {rate}.</source>
        <translation>{who}: {rate}.</translation>
    </message>
    <message>
        <source>△ Not marked and not closed: {count}. They are in none of the figures.</source>
        <translation>△ غير مسجَّل وغير مغلق: {count}. ليست في أي من هذه الأعداد.</translation>
    </message>
</context>
<context>
    <name>sheet</name>
    <message>
        <source>All sessions</source>
        <translation>كل الحصص</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>حسب الشخص</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Day sheet</source>
        <translation>كشف اليوم</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>النهاية</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>وقت التصدير</translation>
    </message>
    <message>
        <source>Exported by</source>
        <translation>صدّره</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>الأسطر</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Minutes late</source>
        <translation>دقائق التأخير</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Nobody is on this register.</source>
        <translation>لا أحد في هذا السجل.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم المدرسي</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>صفحة {page} من {pages}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>School</source>
        <translation>المدرسة</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>البداية</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>ملخص</translation>
    </message>
    <message>
        <source>TRIAL: not a real register</source>
        <translation>تجربة: ليس سجل حضور حقيقيًا</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Unchanged since</source>
        <translation>بلا تغيير منذ</translation>
    </message>
</context>
<context>
    <name>symbols</name>
    <message>
        <source>Anchor</source>
        <translation>مرساة</translation>
    </message>
    <message>
        <source>Apple</source>
        <translation>تفاحة</translation>
    </message>
    <message>
        <source>Bell</source>
        <translation>جرس</translation>
    </message>
    <message>
        <source>Bicycle</source>
        <translation>دراجة</translation>
    </message>
    <message>
        <source>Boat</source>
        <translation>قارب</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>كتاب</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>جسر</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>سحابة</translation>
    </message>
    <message>
        <source>Compass</source>
        <translation>بوصلة</translation>
    </message>
    <message>
        <source>Cup</source>
        <translation>كوب</translation>
    </message>
    <message>
        <source>Drum</source>
        <translation>طبل</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>ريشة</translation>
    </message>
    <message>
        <source>Fish</source>
        <translation>سمكة</translation>
    </message>
    <message>
        <source>Flower</source>
        <translation>زهرة</translation>
    </message>
    <message>
        <source>Guitar</source>
        <translation>غيتار</translation>
    </message>
    <message>
        <source>Kite</source>
        <translation>طائرة ورقية</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>مصباح</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>ورقة شجر</translation>
    </message>
    <message>
        <source>Lighthouse</source>
        <translation>منارة</translation>
    </message>
    <message>
        <source>Moon</source>
        <translation>قمر</translation>
    </message>
    <message>
        <source>Mountain</source>
        <translation>جبل</translation>
    </message>
    <message>
        <source>Pencil</source>
        <translation>قلم رصاص</translation>
    </message>
    <message>
        <source>Rocket</source>
        <translation>صاروخ</translation>
    </message>
    <message>
        <source>Sail</source>
        <translation>شراع</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>صدفة</translation>
    </message>
    <message>
        <source>Snowflake</source>
        <translation>ندفة ثلج</translation>
    </message>
    <message>
        <source>Spoon</source>
        <translation>ملعقة</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>نجمة</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>شمس</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>شجرة</translation>
    </message>
    <message>
        <source>Umbrella</source>
        <translation>مظلة</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>عجلة</translation>
    </message>
</context>
<context>
    <name>tampering</name>
    <message>
        <source>An older copy of the file kiosk.db was put in place. Marks made at the door after that copy may be lost.</source>
        <translation>وُضعت نسخة أقدم من الملف ⁨kiosk.db⁩. قد تكون التسجيلات التي تلت تلك النسخة قد فُقدت.</translation>
    </message>
    <message>
        <source>At a sign-in the newest entries were gone: an older copy of the file records.db was in place. What was done after that copy is lost; an entry says when it was found.</source>
        <translation>عند تسجيل دخولٍ كانت أحدث الأسطر غائبة: وُضعت نسخة أقدم من الملف records.db في مكانه. ضاع ما جرى بعد تلك النسخة، وفي السجل سطر يذكر متى اكتُشف ذلك.</translation>
    </message>
    <message>
        <source>Entries were altered.</source>
        <translation>غُيِّرت أسطر.</translation>
    </message>
    <message>
        <source>Entries were taken out from between others.</source>
        <translation>حُذفت أسطر من بين غيرها.</translation>
    </message>
    <message>
        <source>Marks made on an older copy of the file kiosk.db, which were kept: {count}.</source>
        <translation>تسجيلات أُجريت على نسخة أقدم من الملف ⁨kiosk.db⁩ وأُبقيت: {count}.</translation>
    </message>
    <message>
        <source>Marks of a person or register that is not there any more: {count}.</source>
        <translation>تسجيلات لشخص أو سجل لم يعد موجودًا: {count}.</translation>
    </message>
    <message>
        <source>Marks that had been counted before and were put in again: {count}.</source>
        <translation>تسجيلات حُسبت من قبل ثم أُدخلت مرة أخرى: {count}.</translation>
    </message>
    <message>
        <source>Marks that stood in the wrong order and were put right: {count}.</source>
        <translation>تسجيلات كانت بترتيب خاطئ فصُحِّح: {count}.</translation>
    </message>
    <message>
        <source>Marks that this kiosk never made and somebody put in: {count}.</source>
        <translation>تسجيلات لم تُجرها نقطة التسجيل هذه وأدخلها أحدهم: {count}.</translation>
    </message>
    <message>
        <source>Marks that were altered after they were stored: {count}.</source>
        <translation>تسجيلات غُيِّرت بعد حفظها: {count}.</translation>
    </message>
    <message>
        <source>Marks that were sealed for somebody else and cannot be read: {count}.</source>
        <translation>تسجيلات خُتمت لغيرنا ولا يمكن قراءتها: {count}.</translation>
    </message>
    <message>
        <source>Marks that were taken out from between others: {count}.</source>
        <translation>تسجيلات حُذفت من بين غيرها: {count}.</translation>
    </message>
    <message>
        <source>Newest marks that were cut off: {count}.</source>
        <translation>أحدث تسجيلات قُطعت: {count}.</translation>
    </message>
    <message>
        <source>The door&apos;s own count of its marks was set back: the newest marks may have been taken.</source>
        <translation>أُعيد عدّ الباب لتسجيلاته إلى الوراء: قد تكون أحدث التسجيلات قد أُخذت.</translation>
    </message>
    <message>
        <source>The key by which the door seals marks was exchanged. The right one is back; whoever exchanged it can read the marks made until now.</source>
        <translation>بُدِّل المفتاح الذي يختم به الباب التسجيلات. أُعيد المفتاح الصحيح؛ ومن بدّله يستطيع قراءة ما سُجّل حتى الآن.</translation>
    </message>
    <message>
        <source>The newest entries were cut off.</source>
        <translation>قُطعت أحدث الأسطر.</translation>
    </message>
</context>
<context>
    <name>timetable</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Class</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>Codes: {title}</source>
        <translation>الرموز: {title}</translation>
    </message>
    <message>
        <source>Door closes: {minutes}</source>
        <translation>يُغلق الباب: {minutes}</translation>
    </message>
    <message>
        <source>Early: {minutes}</source>
        <translation>التبكير: {minutes}</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>فعالية</translation>
    </message>
    <message>
        <source>Every other week</source>
        <translation>كل أسبوعين</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>كل أسبوع</translation>
    </message>
    <message>
        <source>Kept although no lesson gives them, since they hold marks or were changed by hand: {count}</source>
        <translation>تبقى وإن لم يعطها الجدول، لأن فيها تسجيلات أو عُدِّلت يدويًا: {count}</translation>
    </message>
    <message>
        <source>Late: {minutes}</source>
        <translation>التأخر: {minutes}</translation>
    </message>
    <message>
        <source>Leaving and coming back, {minutes} apart</source>
        <translation>المغادرة والعودة، بينهما {minutes}</translation>
    </message>
    <message>
        <source>Members: {count}</source>
        <translation>الأعضاء: {count}</translation>
    </message>
    <message>
        <source>New sessions: {count}</source>
        <translation>حصص جديدة: {count}</translation>
    </message>
    <message>
        <source>Not taking place, since they fall on holidays or outside the terms: {count}</source>
        <translation>لا تُقام، لأنها في عطل أو خارج الفصول الدراسية: {count}</translation>
    </message>
    <message>
        <source>Open to everybody</source>
        <translation>مفتوحة للجميع</translation>
    </message>
    <message>
        <source>Room: {room}</source>
        <translation>القاعة: {room}</translation>
    </message>
    <message>
        <source>Sessions that get another room or other minutes: {count}</source>
        <translation>حصص تتغيّر قاعتها أو دقائقها: {count}</translation>
    </message>
    <message>
        <source>Sessions to come that go, since no lesson gives them: {count}</source>
        <translation>حصص قادمة تذهب، لأن الجدول لا يعطيها: {count}</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>وردية</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>فريق</translation>
    </message>
    <message>
        <source>They are absent</source>
        <translation>يصيرون غائبين</translation>
    </message>
    <message>
        <source>They are excused</source>
        <translation>يصيرون غائبين بعذر</translation>
    </message>
    <message>
        <source>They stay unmarked</source>
        <translation>يبقون غير مسجَّلين</translation>
    </message>
    <message>
        <source>They were not required</source>
        <translation>لم يكونوا مطالَبين</translation>
    </message>
    <message>
        <source>Unmarked at closing: {what}</source>
        <translation>غير المسجَّلين عند الإغلاق: {what}</translation>
    </message>
    <message>
        <source>as in the settings</source>
        <translation>كما في الإعدادات</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>عند النهاية</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} د</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} إلى {last}</translation>
    </message>
    <message>
        <source>{starts} – {ends} next day</source>
        <translation>{starts} – {ends} في اليوم التالي</translation>
    </message>
</context>
</TS>
