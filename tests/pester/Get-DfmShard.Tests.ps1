#Requires -Module @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'Get-DfmShard' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
    }
}
