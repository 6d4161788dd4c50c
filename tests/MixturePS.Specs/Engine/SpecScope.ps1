# Run as a file, so that the specs of a file have a script scope ($script:) of their own.
# The try block makes an error that would only end its statement end the whole block, as it does under Pester.
try { Invoke-SpecScope } catch { throw }
