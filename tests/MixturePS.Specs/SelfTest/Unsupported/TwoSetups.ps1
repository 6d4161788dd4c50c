Describe 'd' { BeforeAll { $a = 1 }; BeforeAll { $b = 1 }; It 'i' { } }
