function Get-SharedValue { 'shared' }
$sharedVariable = 'dotted'
