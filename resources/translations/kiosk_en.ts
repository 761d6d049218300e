<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
