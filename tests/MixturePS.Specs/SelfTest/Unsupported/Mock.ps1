Describe 'd' { It 'i' { try { Mock Get-Command { } } catch { } } }
