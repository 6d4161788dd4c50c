Describe 'd' { It 'i' { InModuleScope MixturePS { } } }
