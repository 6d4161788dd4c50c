BeforeEach { $a = 1 }
Describe 'd' { It 'i' { } }
