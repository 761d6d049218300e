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
    <name>Stage</name>
    <message numerus="yes">
        <source>Late by %Ln min</source>
        <translation>
            <numerusform>Late by %Ln min</numerusform>
            <numerusform>Late by %Ln min</numerusform>
        </translation>
    </message>
</context>
</TS>
