<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>AdminPage</name>
    <message numerus="yes">
        <source>%Ln more characters needed</source>
        <translation>
            <numerusform>%Ln more character needed</numerusform>
            <numerusform>%Ln more characters needed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditTab</name>
    <message numerus="yes">
        <source>%Ln lines, the newest first</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines, the newest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %Ln days</source>
        <translation>
            <numerusform>The last %Ln day</numerusform>
            <numerusform>The last %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message numerus="yes">
        <source>%Ln MB</source>
        <translation>
            <numerusform>%Ln MB</numerusform>
            <numerusform>%Ln MB</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln older ones</source>
        <translation>
            <numerusform>… and %Ln older one</numerusform>
            <numerusform>… and %Ln older ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsentTextCard</name>
    <message numerus="yes">
        <source>%Ln earlier versions are kept</source>
        <translation>
            <numerusform>%Ln earlier version is kept</numerusform>
            <numerusform>%Ln earlier versions are kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsentsDueCard</name>
    <message numerus="yes">
        <source>No consent ends in the next %Ln days.</source>
        <translation>
            <numerusform>No consent ends in the next %Ln day.</numerusform>
            <numerusform>No consent ends in the next %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more people</source>
        <translation>
            <numerusform>… and %Ln more person</numerusform>
            <numerusform>… and %Ln more people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message numerus="yes">
        <source>%Ln classes are open</source>
        <translation>
            <numerusform>%Ln class is open</numerusform>
            <numerusform>%Ln classes are open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on the list</source>
        <translation>
            <numerusform>%Ln on the list</numerusform>
            <numerusform>%Ln on the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookAlikesCard</name>
    <message numerus="yes">
        <source>… and %Ln more pairs</source>
        <translation>
            <numerusform>… and %Ln more pair</numerusform>
            <numerusform>… and %Ln more pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverdueBar</name>
    <message numerus="yes">
        <source>%Ln more …</source>
        <translation>
            <numerusform>%Ln more …</numerusform>
            <numerusform>%Ln more …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more things that wait</source>
        <translation>
            <numerusform>Show %Ln more thing that waits</numerusform>
            <numerusform>Show %Ln more things that wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecognitionCard</name>
    <message numerus="yes">
        <source>%Ln enrolled people</source>
        <translation>
            <numerusform>%Ln enrolled person</numerusform>
            <numerusform>%Ln enrolled people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Serves up to %Ln people in open registers at once</source>
        <translation>
            <numerusform>Serves %Ln person in open registers at once</numerusform>
            <numerusform>Serves up to %Ln people in open registers at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenewalsCard</name>
    <message numerus="yes">
        <source>%Ln people are enrolled for another model and use their code until then</source>
        <translation>
            <numerusform>%Ln person is enrolled for another model and uses their code until then</numerusform>
            <numerusform>%Ln people are enrolled for another model and use their code until then</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people have changed since they were enrolled</source>
        <translation>
            <numerusform>%Ln person has changed since they were enrolled</numerusform>
            <numerusform>%Ln people have changed since they were enrolled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionWords</name>
    <message numerus="yes">
        <source>%Ln face templates</source>
        <translation>
            <numerusform>%Ln face template</numerusform>
            <numerusform>%Ln face templates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines of the audit</source>
        <translation>
            <numerusform>%Ln line of the audit</numerusform>
            <numerusform>%Ln lines of the audit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln log files</source>
        <translation>
            <numerusform>%Ln log file</numerusform>
            <numerusform>%Ln log files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks</source>
        <translation>
            <numerusform>%Ln mark</numerusform>
            <numerusform>%Ln marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Gone %Ln days after they left</source>
        <translation>
            <numerusform>Gone %Ln day after they left</numerusform>
            <numerusform>Gone %Ln days after they left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept for %Ln days</source>
        <translation>
            <numerusform>Kept for %Ln day</numerusform>
            <numerusform>Kept for %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message numerus="yes">
        <source>Late by %Ln min</source>
        <translation>
            <numerusform>Late by %Ln min</numerusform>
            <numerusform>Late by %Ln min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TermWords</name>
    <message numerus="yes">
        <source>%Ln of 100 looks have to be repeated</source>
        <translation>
            <numerusform>%Ln of 100 looks has to be repeated</numerusform>
            <numerusform>%Ln of 100 looks have to be repeated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 wrong mark in {least} to %Ln terms</source>
        <translation>
            <numerusform>1 wrong mark in {least} to %Ln term</numerusform>
            <numerusform>1 wrong mark in {least} to %Ln terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %Ln wrong marks a term</source>
        <translation>
            <numerusform>About %Ln wrong mark a term</numerusform>
            <numerusform>About %Ln wrong marks a term</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About 1 wrong mark in %Ln terms</source>
        <translation>
            <numerusform>About 1 wrong mark in %Ln term</numerusform>
            <numerusform>About 1 wrong mark in %Ln terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most 1 wrong mark in %Ln terms</source>
        <translation>
            <numerusform>At most 1 wrong mark in %Ln term</numerusform>
            <numerusform>At most 1 wrong mark in %Ln terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No wrong mark expected in %Ln terms</source>
        <translation>
            <numerusform>No wrong mark expected in %Ln term</numerusform>
            <numerusform>No wrong mark expected in %Ln terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %Ln wrong marks a term</source>
        <translation>
            <numerusform>Up to %Ln wrong mark a term</numerusform>
            <numerusform>Up to %Ln wrong marks a term</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %Ln wrong marks a term</source>
        <translation>
            <numerusform>{least} to %Ln wrong mark a term</numerusform>
            <numerusform>{least} to %Ln wrong marks a term</numerusform>
        </translation>
    </message>
</context>
</TS>
